-- Bars as they were known at a time, exactly: a minute is taken from its row when everything in it
-- was known by then and nothing was restated since, otherwise it is computed from the log.

CREATE TYPE md.bar AS (
  series_id    integer,
  ts           timestamptz,
  t_close      timestamptz,
  session_date date,
  grid_no      bigint,
  partial      boolean,
  open         numeric,
  high         numeric,
  low          numeric,
  close        numeric,
  close_f8     double precision,
  volume       numeric,
  notional     numeric,
  buy_volume   numeric,
  sell_volume  numeric,
  trade_count  bigint,
  min_known    timestamptz,
  max_known    timestamptz,
  revision     integer
);

-- n / d at 12 decimals, half to even; null when d is 0. Scales of up to 16 are exact.
CREATE FUNCTION md.vwap(n numeric, d numeric) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN d <> 0 THEN
  (div(n * 1e12, d) + CASE
     WHEN 2 * abs(mod(n * 1e12, d)) > abs(d)
       OR 2 * abs(mod(n * 1e12, d)) = abs(d) AND mod(div(n * 1e12, d), 2) <> 0
     THEN sign(n) * sign(d) ELSE 0 END) * 0.000000000001
END;

-- Of several sources of a symbol the one of the smallest rank answers; SYMBOL@source names one.
CREATE FUNCTION md.find_series(symbol text) RETURNS md.series
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  found md.series;
BEGIN
  SELECT s.* INTO found FROM md.series s
  WHERE s.symbol = split_part($1, '@', 1) COLLATE "C"
    AND (strpos($1, '@') = 0 OR s.source = substr($1, strpos($1, '@') + 1) COLLATE "C")
  ORDER BY s.rank, s.source LIMIT 1;
  RETURN found;
END $$;

-- What is older than its series' horizon was dropped by retention; nothing is kept that is not there.
CREATE TABLE IF NOT EXISTS md.horizon (
  series_id integer PRIMARY KEY REFERENCES md.series,
  horizon   timestamptz NOT NULL
);

-- Refuses what would silently answer with less than there was.
CREATE FUNCTION md.require_hot(s md.series, needed timestamptz) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  kept_from timestamptz;
BEGIN
  SELECT h.horizon INTO kept_from FROM md.horizon h WHERE h.series_id = s.series_id;
  IF needed < kept_from THEN
    RAISE EXCEPTION 'data of %@% before % are not in the database any more', s.symbol, s.source, kept_from
      USING ERRCODE = 'TM001', DETAIL = kept_from::text,
            HINT = 'Ask for a later time, or read older data from the lake.';
  END IF;
END $$;

-- These minutes as known at k, from the log; no row for one of which nothing was known. A minute
-- without a price comes with its sums and null prices. Of a trade told more than once the greatest
-- version known by then counts, of equal ones that known first.
CREATE FUNCTION md.minutes_from_log(s md.series, minutes timestamptz[], k timestamptz) RETURNS SETOF md.bar
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH slot AS MATERIALIZED (
    SELECT u.minute, e.t_close, e.t_close - u.minute < interval '1 minute' AS partial, c.session_date,
      c.first_minute + floor(extract(epoch FROM u.minute - c.opens) / 60)::bigint AS grid_no,
      -- Flagged prints of the closing auction belong to the last minute.
      CASE WHEN s.include_closing_auction AND e.t_close = c.closes
           THEN least(c.closes + interval '5 minutes',
                      (SELECT min(n.opens) FROM md.calendar_session n
                       WHERE n.calendar = s.calendar AND n.opens >= c.closes))
           ELSE e.t_close END AS until
    FROM unnest(minutes) AS u (minute)
    CROSS JOIN LATERAL (
      SELECT c.* FROM md.calendar_session c
      WHERE c.calendar = s.calendar AND c.opens <= u.minute ORDER BY c.opens DESC LIMIT 1) c
    CROSS JOIN LATERAL (SELECT least(u.minute + interval '1 minute', c.closes) AS t_close) e
    WHERE u.minute < c.closes
  ), record AS (
    SELECT u.minute, t.ts, t.ts_nanos, t.seq, t.trade_id, t.price, t.size, t.side, t.flags, t.known
    FROM slot u
    CROSS JOIN LATERAL (
      SELECT t.* FROM md.trade t
      WHERE t.series_id = s.series_id AND t.ts >= u.minute AND t.ts < u.until AND t.known <= k AND t.flags & 16 = 0
        AND (t.ts < u.t_close OR t.flags & 8 <> 0)) t
    WHERE s.basis = 'TRADES' AND t.price > 0
    UNION ALL
    SELECT u.minute, v.ts, v.ts_nanos, v.seq, v.trade_id, v.price, v.size, v.side, v.flags, v.known
    FROM slot u
    CROSS JOIN LATERAL (
      SELECT v.* FROM md.trade_version v
      WHERE v.series_id = s.series_id AND v.ts >= u.minute AND v.ts < u.until AND v.known <= k
        AND (v.ts < u.t_close OR v.flags & 8 <> 0)
        AND NOT EXISTS (
          SELECT FROM md.trade_version o
          WHERE o.series_id = v.series_id AND o.trade_id = v.trade_id AND o.known <= k AND o.version >= v.version
            AND (o.version > v.version OR (o.known, o.ts, o.ts_nanos) < (v.known, v.ts, v.ts_nanos)))) v
    WHERE s.basis = 'TRADES' AND v.op <> 'CANCEL' AND v.price > 0
    UNION ALL
    SELECT u.minute, q.ts, q.ts_nanos, q.seq, '', md.mid(q.bid, q.ask), 0, 0::smallint, 4::smallint, q.known
    FROM slot u
    CROSS JOIN LATERAL (
      SELECT q.* FROM md.quote q
      WHERE q.series_id = s.series_id AND q.ts >= u.minute AND q.ts < u.t_close AND q.valid AND q.known <= k) q
    WHERE s.basis = 'QUOTES'
  ), bar AS (
    SELECT r.minute,
      (array_agg(r.price ORDER BY r.ts, r.ts_nanos, r.seq, r.trade_id COLLATE "C")
         FILTER (WHERE r.flags & 1 = 0))[1] AS open,
      max(r.price) FILTER (WHERE r.flags & 3 <> 3) AS high, min(r.price) FILTER (WHERE r.flags & 3 <> 3) AS low,
      (array_agg(r.price ORDER BY r.ts DESC, r.ts_nanos DESC, r.seq DESC, r.trade_id COLLATE "C" DESC)
         FILTER (WHERE r.flags & 1 = 0))[1] AS close,
      coalesce(sum(r.size) FILTER (WHERE r.flags & 4 = 0), 0) AS volume,
      coalesce(sum(r.price * r.size) FILTER (WHERE r.flags & 4 = 0), 0) AS notional,
      coalesce(sum(r.size) FILTER (WHERE r.flags & 4 = 0 AND r.side = 1), 0) AS buy_volume,
      coalesce(sum(r.size) FILTER (WHERE r.flags & 4 = 0 AND r.side = 2), 0) AS sell_volume,
      count(*) FILTER (WHERE r.flags & 4 = 0) AS trade_count, min(r.known) AS min_known, max(r.known) AS max_known
    FROM record r GROUP BY r.minute
    UNION ALL
    SELECT u.minute, p.open, p.high, p.low, p.close, coalesce(p.volume, 0), p.notional,
      coalesce(p.buy_volume, 0), coalesce(p.sell_volume, 0), coalesce(p.trade_count, 0), p.known, p.known
    FROM slot u
    CROSS JOIN LATERAL (
      SELECT p.* FROM md.provider_bar p
      WHERE p.series_id = s.series_id AND p.ts = u.minute AND p.known <= k
      ORDER BY p.known DESC, p.seq DESC LIMIT 1) p
    WHERE s.basis = 'BARS' AND p.op = 'UPSERT'
  )
  SELECT s.series_id, u.minute, u.t_close, u.session_date, u.grid_no, u.partial, b.open, b.high, b.low, b.close,
    b.close::double precision, b.volume::numeric(38, 8), b.notional::numeric(48, 16), b.buy_volume::numeric(38, 8),
    b.sell_volume::numeric(38, 8), b.trade_count, b.min_known, b.max_known, NULL::integer
  FROM bar b JOIN slot u ON u.minute = b.minute;
END $$;

-- The minutes labelled in [from_ts, until) as known at k, or as stored when k is null. Not sorted.
CREATE FUNCTION md.minutes_as_known(s md.series, from_ts timestamptz, until timestamptz, k timestamptz)
RETURNS SETOF md.bar
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
DECLARE
  unsettled timestamptz[];
BEGIN
  RETURN QUERY
  SELECT b.series_id, b.ts, b.t_close, b.session_date, b.grid_no, b.partial, b.open::numeric,
    b.high::numeric, b.low::numeric, b.close::numeric, b.close_f8, b.volume::numeric,
    b.notional::numeric, b.buy_volume::numeric, b.sell_volume::numeric, b.trade_count,
    b.min_known, b.max_known, CASE WHEN k IS NULL THEN b.revision END
  FROM md.bar_1m b
  WHERE b.series_id = s.series_id AND b.ts >= from_ts AND b.ts < until
    AND (k IS NULL OR b.max_known <= k
      AND NOT EXISTS (SELECT FROM md.restatement r
                      WHERE r.series_id = b.series_id AND r.minute = b.ts AND r.known > k));
  IF k IS NULL THEN
    RETURN;
  END IF;
  unsettled := ARRAY(
    SELECT b.ts FROM md.bar_1m b
    WHERE b.series_id = s.series_id AND b.ts >= from_ts AND b.ts < until
      AND b.min_known <= k AND b.max_known > k
    UNION
    SELECT r.minute FROM md.restatement r
    WHERE r.series_id = s.series_id AND r.minute >= from_ts AND r.minute < until AND r.known > k);
  IF cardinality(unsettled) > 0 THEN
    RETURN QUERY SELECT m.* FROM md.minutes_from_log(s, unsettled, k) m;
  END IF;
END $$;
