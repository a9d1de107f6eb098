-- Features of one-minute bars (QUANT 2.1, 2.5) for ranges: one row per bar, as the kernels of the
-- program compute them. Missing minutes are told by grid_no, which numbers the minutes of a calendar.

-- Mean anchored at the oldest value, oldest first (QUANT 0.3): exact on constants. Null unless there
-- are n values of which no two neighbours have more than n missing minutes between them.
CREATE FUNCTION md.anchored_mean(x double precision[], grid bigint[], n integer) RETURNS double precision
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  total double precision := 0;
BEGIN
  IF coalesce(cardinality(x), 0) <> n THEN
    RETURN NULL;
  END IF;
  FOR i IN 2 .. n LOOP
    IF grid[i] - grid[i - 1] > n + 1 THEN
      RETURN NULL;
    END IF;
    total := total + (x[i] - x[1]);
  END LOOP;
  RETURN x[1] + total / n;
END $$;

CREATE FUNCTION md.regime(close double precision, sma double precision) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN sma IS NULL THEN 'unknown'
            WHEN (close - sma) / sma > 5e-4 THEN 'up'
            WHEN (close - sma) / sma < -5e-4 THEN 'down' ELSE 'neutral' END;

CREATE TYPE md.bar_feature AS (
  series_id          integer,
  ts                 timestamptz,
  t_close            timestamptz,
  grid_no            bigint,
  open               numeric,
  high               numeric,
  low                numeric,
  close              numeric,
  volume             numeric,
  notional           numeric,
  buy_volume         numeric,
  sell_volume        numeric,
  trade_count        bigint,
  sma_20             double precision,
  ewm_12             double precision,
  volatility_1h      double precision,
  vwap_5m            double precision,
  trade_imbalance_5m double precision,
  regime_tag         text
);

-- The bars labelled in [from_ts, until) with their features, as known at k or, when k is null, as
-- stored. 240 bars before from_ts are read as well: what came before them weighs less than the last
-- bit of a double (0.85^228 < 1e-16). ewm_12 is a sum weighted by powers of 0.85, in blocks of 1024
-- bars so that the powers stay in range; 0.85^1024 is nothing.
CREATE FUNCTION md.bar_features(s md.series, from_ts timestamptz, until timestamptz, k timestamptz)
RETURNS SETOF md.bar_feature
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp SET jit = off
AS $$
#variable_conflict use_column
DECLARE
  lead_ts timestamptz;
  a       double precision;
BEGIN
  SELECT c.minutes_per_year INTO a FROM md.calendar c WHERE c.calendar = s.calendar;
  SELECT b.ts INTO lead_ts FROM md.bar_1m b
  WHERE b.series_id = s.series_id AND b.ts < from_ts AND b.open IS NOT NULL AND (k IS NULL OR b.min_known <= k)
  ORDER BY b.ts DESC OFFSET 239 LIMIT 1;
  RETURN QUERY
  WITH bar AS (
    SELECT b.*, lag(b.grid_no) OVER w AS before, lag(b.close_f8) OVER w AS close_before,
      lag(b.session_date) OVER w = b.session_date AS same_session
    FROM md.minutes_as_known(s, coalesce(lead_ts, '-infinity'), until, k) b
    WHERE b.low > 0 AND b.low <= b.open AND b.low <= b.close AND b.high >= b.open AND b.high >= b.close
      AND b.t_close <= coalesce(k, now())
    WINDOW w AS (ORDER BY b.ts)
  ), run AS (
    SELECT b.*, count(*) FILTER (WHERE b.grid_no - b.before > 13) OVER (ORDER BY b.ts) AS run,
      lead(CASE WHEN b.same_session THEN ln(b.close_f8 / b.close_before) ^ 2 END) OVER (ORDER BY b.ts) AS next_square,
      lead(CASE WHEN b.same_session THEN b.grid_no - b.before END) OVER (ORDER BY b.ts) AS next_minutes
    FROM bar b
  ), place AS (
    SELECT r.*, row_number() OVER w - 1 AS j, first_value(r.close_f8) OVER w AS first_close
    FROM run r WINDOW w AS (PARTITION BY r.run ORDER BY r.ts)
  ), seed AS (
    SELECT p.*, p.first_close + sum(CASE WHEN p.j < 12 THEN p.close_f8 - p.first_close END) OVER w / 12 AS seed
    FROM place p WINDOW w AS (PARTITION BY p.run ORDER BY p.ts)
  ), blocks AS (
    SELECT b.*, power(0.85::float8, b.j % 1024) * sum(
      CASE WHEN b.j = 11 THEN b.seed * power(0.85::float8, -11)
           WHEN b.j > 11 THEN 0.15::float8 * b.close_f8 * power(0.85::float8, -(b.j % 1024)) END) OVER w AS part
    FROM seed b WINDOW w AS (PARTITION BY b.run, b.j / 1024 ORDER BY b.ts)
  ), smooth AS (
    SELECT b.*, b.part + CASE WHEN b.j < 1024 THEN 0 ELSE
        power(0.85::float8, b.j % 1024 + 1) * lag(b.part, (b.j % 1024 + 1)::integer) OVER w END AS smoothed
    FROM blocks b WINDOW w AS (PARTITION BY b.run ORDER BY b.ts)
  ), windows AS (
    SELECT b.*, md.anchored_mean(array_agg(b.close_f8) OVER w20, array_agg(b.grid_no) OVER w20, 20) AS mean,
      sum(b.next_square) OVER w60 AS q, sum(b.next_minutes) OVER w60 AS m,
      sum(b.volume) OVER w5 AS v5, sum(b.notional) OVER w5 AS n5, bool_and(b.notional IS NOT NULL) OVER w5 AS told5,
      sum(b.buy_volume) OVER w5 AS b5, sum(b.sell_volume) OVER w5 AS s5
    FROM smooth b
    WINDOW w20 AS (ORDER BY b.ts ROWS 19 PRECEDING),
      w60 AS (PARTITION BY b.session_date ORDER BY b.grid_no RANGE BETWEEN 60 PRECEDING AND 1 PRECEDING),
      w5 AS (ORDER BY b.grid_no RANGE BETWEEN 4 PRECEDING AND CURRENT ROW)
  )
  SELECT b.series_id, b.ts, b.t_close, b.grid_no, b.open, b.high, b.low, b.close, b.volume, b.notional,
    b.buy_volume, b.sell_volume, b.trade_count, b.mean, CASE WHEN b.j >= 11 THEN b.smoothed END,
    CASE WHEN b.m >= 45 THEN sqrt(b.q / b.m::float8 * a) END,
    CASE WHEN b.told5 AND b.v5 <> 0 THEN (b.n5 / b.v5)::double precision END,
    CASE WHEN b.b5 + b.s5 <> 0 THEN ((b.b5 - b.s5) / (b.b5 + b.s5))::double precision END,
    md.regime(b.close_f8, b.mean)
  FROM windows b
  WHERE b.ts >= from_ts;
END $$;

CREATE TYPE api.feature_row AS (
  symbol             text,
  source             text,
  ts                 timestamptz,
  t_close            timestamptz,
  grid_no            bigint,
  open               numeric,
  high               numeric,
  low                numeric,
  close              numeric,
  volume             numeric,
  notional           numeric,
  vwap               numeric,
  buy_volume         numeric,
  sell_volume        numeric,
  trade_count        bigint,
  sma_20             double precision,
  ewm_12             double precision,
  volatility_1h      double precision,
  vwap_5m            double precision,
  trade_imbalance_5m double precision,
  regime_tag         text
);

-- The closed and valid one-minute bars labelled in [from_ts, to_ts), ascending, with their features:
-- as known now, or as known at as_known.
CREATE FUNCTION api.features(symbol text, from_ts timestamptz, to_ts timestamptz, as_known timestamptz DEFAULT NULL)
RETURNS SETOF api.feature_row
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET work_mem = '64MB'
AS $$
#variable_conflict use_column
DECLARE
  s md.series := md.find_series($1);
BEGIN
  IF s.series_id IS NULL THEN
    RETURN;
  END IF;
  PERFORM md.require_hot(s, $2);
  RETURN QUERY
  SELECT s.symbol::text, s.source::text, f.ts, f.t_close, f.grid_no, f.open, f.high, f.low, f.close,
    f.volume, f.notional, md.vwap(f.notional, f.volume), f.buy_volume, f.sell_volume, f.trade_count,
    f.sma_20, f.ewm_12, f.volatility_1h, f.vwap_5m, f.trade_imbalance_5m, f.regime_tag
  FROM md.bar_features(s, $2, $3, $4) f
  ORDER BY f.ts;
END $$;
