-- Bars of six timeframes for applications: views of what is stored, and a function for any
-- knowledge time. A bar whose interval is not over is shown with what it has; t_close tells.

CREATE FUNCTION md.duration(timeframe text) RETURNS interval
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN CASE timeframe
    WHEN '1m' THEN interval '1 minute' WHEN '5m' THEN interval '5 minutes'
    WHEN '15m' THEN interval '15 minutes' WHEN '1h' THEN interval '1 hour'
    WHEN '4h' THEN interval '4 hours' WHEN '1d' THEN interval '24 hours' END;
END $$;

-- Bars of a timeframe labelled in [from_ts, until) as known at k, or as stored when k is null.
CREATE FUNCTION md.bars_as_known(s md.series, timeframe text, from_ts timestamptz, until timestamptz, k timestamptz)
RETURNS SETOF md.bar
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  d interval := md.duration(timeframe);
BEGIN
  IF d IS NULL THEN
    RAISE EXCEPTION 'unknown timeframe "%"', timeframe
      USING ERRCODE = 'invalid_parameter_value', HINT = 'Use 1m, 5m, 15m, 1h, 4h or 1d.';
  END IF;
  IF timeframe = '1m' THEN
    RETURN QUERY SELECT m.* FROM md.minutes_as_known(s, from_ts, until, k) m;
    RETURN;
  END IF;
  RETURN QUERY EXECUTE format($q$
    SELECT b.series_id, b.ts, b.t_close, b.session_date, b.grid_no, b.partial, b.open::numeric,
      b.high::numeric, b.low::numeric, b.close::numeric, b.close_f8, b.volume::numeric,
      b.notional::numeric, b.buy_volume::numeric, b.sell_volume::numeric, b.trade_count,
      b.min_known, b.max_known, CASE WHEN $4 IS NULL THEN b.revision END
    FROM md.%I b
    WHERE b.series_id = $1 AND b.ts >= $2 AND b.ts < $3
      AND ($4 IS NULL OR b.max_known <= $4
        AND NOT EXISTS (SELECT FROM md.restatement r WHERE r.series_id = b.series_id
                        AND r.minute >= b.ts AND r.minute < b.t_close AND r.known > $4))
    $q$, 'bar_' || timeframe) USING s.series_id, from_ts, until, k;
  IF k IS NULL THEN
    RETURN;
  END IF;
  RETURN QUERY EXECUTE format($q$
    WITH unsettled AS (
      SELECT b.ts, b.t_close, b.session_date FROM md.%I b
      WHERE b.series_id = ($1).series_id AND b.ts >= $2 AND b.ts < $3
        AND b.min_known <= $4 AND b.max_known > $4
      UNION
      SELECT i.ts, least(i.ts + $5, c.closes), c.session_date
      FROM (SELECT DISTINCT r.minute FROM md.restatement r
            WHERE r.series_id = ($1).series_id AND r.minute > $2 - interval '1 day'
              AND r.minute < $3 + interval '1 day' AND r.known > $4) r
      CROSS JOIN LATERAL (
        SELECT c.* FROM md.calendar_session c
        WHERE c.calendar = ($1).calendar AND c.opens <= r.minute ORDER BY c.opens DESC LIMIT 1) c
      CROSS JOIN LATERAL (
        SELECT date_bin($5, r.minute, c.opens) AS ts) i
      WHERE r.minute < c.closes AND i.ts >= $2 AND i.ts < $3
    )
    SELECT ($1).series_id, u.ts, u.t_close, u.session_date, m.grid_no, $6 AND u.t_close - u.ts < $5,
      m.open, m.high, m.low, m.close, m.close::double precision, m.volume,
      m.notional, m.buy_volume, m.sell_volume, m.trade_count, m.min_known, m.max_known, NULL::integer
    FROM unsettled u
    CROSS JOIN LATERAL (
      SELECT (array_agg(m.open ORDER BY m.ts) FILTER (WHERE m.open IS NOT NULL))[1] AS open,
        max(m.high) AS high, min(m.low) AS low,
        (array_agg(m.close ORDER BY m.ts DESC) FILTER (WHERE m.open IS NOT NULL))[1] AS close,
        sum(m.volume) AS volume,
        CASE WHEN bool_and(m.notional IS NOT NULL) THEN sum(m.notional) END AS notional,
        sum(m.buy_volume) AS buy_volume, sum(m.sell_volume) AS sell_volume,
        sum(m.trade_count)::bigint AS trade_count, min(m.grid_no) AS grid_no,
        min(m.min_known) AS min_known, max(m.max_known) AS max_known
      FROM md.minutes_as_known($1, u.ts, u.t_close, $4) m) m
    WHERE m.min_known IS NOT NULL
    $q$, 'bar_' || timeframe) USING s, from_ts, until, k, d, timeframe <> '1d';
END $$;

CREATE TYPE api.bar AS (
  symbol      text,
  source      text,
  timeframe   text,
  ts          timestamptz,
  t_close     timestamptz,
  partial     boolean,
  open        numeric,
  high        numeric,
  low         numeric,
  close       numeric,
  volume      numeric,
  notional    numeric,
  vwap        numeric,
  buy_volume  numeric,
  sell_volume numeric,
  trade_count bigint,
  revision    integer,
  known       timestamptz
);

-- Bars labelled in [from_ts, to_ts), ascending: as known now, or as known at as_known. The revision
-- counts what the writer restated and is told for now only.
CREATE FUNCTION api.ohlc(symbol text, timeframe text, from_ts timestamptz, to_ts timestamptz,
                         as_known timestamptz DEFAULT NULL)
RETURNS SETOF api.bar
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  s md.series := md.find_series($1);
BEGIN
  IF s.series_id IS NULL THEN
    RETURN;
  END IF;
  PERFORM md.require_hot(s, $3);
  RETURN QUERY
  SELECT s.symbol::text, s.source::text, $2, b.ts, b.t_close, b.partial, b.open, b.high, b.low,
    b.close, b.volume, b.notional, md.vwap(b.notional, b.volume), b.buy_volume, b.sell_volume,
    b.trade_count, b.revision, b.max_known
  FROM md.bars_as_known(s, $2, $3, $4, $5) b
  WHERE b.open IS NOT NULL
  ORDER BY b.ts;
END $$;

DO $$
DECLARE
  timeframe text;
BEGIN
  FOREACH timeframe IN ARRAY ARRAY['1m', '5m', '15m', '1h', '4h', '1d'] LOOP
    EXECUTE format($v$
      CREATE VIEW api.%I AS
      SELECT s.symbol, s.source, b.ts, b.t_close, b.partial, b.open, b.high, b.low, b.close,
        b.volume, b.notional, md.vwap(b.notional, b.volume) AS vwap, b.buy_volume, b.sell_volume,
        b.trade_count, b.revision, b.max_known AS known
      FROM md.series s JOIN md.%I b USING (series_id)
      WHERE b.open IS NOT NULL
      $v$, 'ohlc_' || timeframe, 'bar_' || timeframe);
  END LOOP;
END $$;
