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

-- The middle of a quote at 8 decimals, half to even.
CREATE FUNCTION md.middle(bid numeric, ask numeric) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN mod((bid + ask) * 1e8, 4) = 3 THEN round((bid + ask) * 0.5, 8)
            ELSE trunc((bid + ask) * 0.5, 8) END;

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

-- Trades of [from, until) that survive at knowledge time k. Trades told once stand in md.trade;
-- of the others the greatest version known by then counts, of equal ones that known first.
CREATE FUNCTION md.trades_as_known(series integer, from_ts timestamptz, until timestamptz, k timestamptz)
RETURNS TABLE (ts timestamptz, ts_nanos smallint, seq bigint, trade_id text,
               price numeric, size numeric, side smallint, flags smallint, known timestamptz)
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT t.ts, t.ts_nanos, t.seq, t.trade_id::text, t.price::numeric, t.size::numeric, t.side, t.flags, t.known
  FROM md.trade t
  WHERE t.series_id = $1 AND t.ts >= $2 AND t.ts < $3 AND t.known <= $4 AND t.flags & 16 = 0
  UNION ALL
  SELECT w.ts, w.ts_nanos, w.seq, w.trade_id::text, w.price::numeric, w.size::numeric, w.side, w.flags, w.known
  FROM (SELECT DISTINCT v.trade_id FROM md.trade_version v
        WHERE v.series_id = $1 AND v.ts >= $2 AND v.ts < $3 AND v.known <= $4) touched
  CROSS JOIN LATERAL (
    SELECT v.* FROM md.trade_version v
    WHERE v.series_id = $1 AND v.trade_id = touched.trade_id AND v.known <= $4
    ORDER BY v.version DESC, v.known LIMIT 1) w
  WHERE w.op <> 'CANCEL' AND w.ts >= $2 AND w.ts < $3;
END $$;

-- One minute as known at k, from the log; no row when nothing of it was known. A minute without a
-- price comes with its sums and null prices.
CREATE FUNCTION md.minute_as_known(s md.series, minute timestamptz, k timestamptz) RETURNS SETOF md.bar
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  session md.calendar_session;
  bar     md.bar;
  ends    timestamptz;
  auction timestamptz;
BEGIN
  SELECT c.* INTO session FROM md.calendar_session c
  WHERE c.calendar = s.calendar AND c.opens <= minute ORDER BY c.opens DESC LIMIT 1;
  IF session.closes IS NULL OR minute >= session.closes THEN
    RETURN;
  END IF;
  ends := least(minute + interval '1 minute', session.closes);
  IF s.basis = 'TRADES' THEN
    -- Flagged prints of the closing auction belong to the last minute.
    auction := ends;
    IF s.include_closing_auction AND ends = session.closes THEN
      SELECT least(ends + interval '5 minutes', min(c.opens)) INTO auction
      FROM md.calendar_session c WHERE c.calendar = s.calendar AND c.opens >= ends;
    END IF;
    SELECT
      (array_agg(t.price ORDER BY t.ts, t.ts_nanos, t.seq, t.trade_id COLLATE "C")
         FILTER (WHERE t.flags & 1 = 0))[1],
      max(t.price) FILTER (WHERE t.flags & 3 <> 3),
      min(t.price) FILTER (WHERE t.flags & 3 <> 3),
      (array_agg(t.price ORDER BY t.ts DESC, t.ts_nanos DESC, t.seq DESC, t.trade_id COLLATE "C" DESC)
         FILTER (WHERE t.flags & 1 = 0))[1],
      coalesce(sum(t.size) FILTER (WHERE t.flags & 4 = 0), 0),
      coalesce(sum(t.price * t.size) FILTER (WHERE t.flags & 4 = 0), 0),
      coalesce(sum(t.size) FILTER (WHERE t.flags & 4 = 0 AND t.side = 1), 0),
      coalesce(sum(t.size) FILTER (WHERE t.flags & 4 = 0 AND t.side = 2), 0),
      count(*) FILTER (WHERE t.flags & 4 = 0), min(t.known), max(t.known)
    INTO bar.open, bar.high, bar.low, bar.close, bar.volume, bar.notional,
         bar.buy_volume, bar.sell_volume, bar.trade_count, bar.min_known, bar.max_known
    FROM md.trades_as_known(s.series_id, minute, auction, k) t
    WHERE t.price > 0 AND (t.ts < ends OR t.flags & 8 <> 0);
  ELSIF s.basis = 'QUOTES' THEN
    SELECT (array_agg(md.middle(q.bid, q.ask) ORDER BY q.ts, q.ts_nanos, q.seq))[1],
      max(md.middle(q.bid, q.ask)), min(md.middle(q.bid, q.ask)),
      (array_agg(md.middle(q.bid, q.ask) ORDER BY q.ts DESC, q.ts_nanos DESC, q.seq DESC))[1],
      0, 0, 0, 0, 0, min(q.known), max(q.known)
    INTO bar.open, bar.high, bar.low, bar.close, bar.volume, bar.notional,
         bar.buy_volume, bar.sell_volume, bar.trade_count, bar.min_known, bar.max_known
    FROM md.quote q
    WHERE q.series_id = s.series_id AND q.ts >= minute AND q.ts < ends AND q.valid AND q.known <= k;
  ELSE
    SELECT p.open, p.high, p.low, p.close, coalesce(p.volume, 0), p.notional,
      coalesce(p.buy_volume, 0), coalesce(p.sell_volume, 0), coalesce(p.trade_count, 0),
      p.known, p.known
    INTO bar.open, bar.high, bar.low, bar.close, bar.volume, bar.notional,
         bar.buy_volume, bar.sell_volume, bar.trade_count, bar.min_known, bar.max_known
    FROM (SELECT p.* FROM md.provider_bar p
          WHERE p.series_id = s.series_id AND p.ts = minute AND p.known <= k
          ORDER BY p.known DESC, p.seq DESC LIMIT 1) p
    WHERE p.op = 'UPSERT';
  END IF;
  IF bar.min_known IS NOT NULL THEN
    bar.series_id := s.series_id;
    bar.ts := minute;
    bar.t_close := ends;
    bar.session_date := session.session_date;
    bar.grid_no := session.first_minute
      + floor(extract(epoch FROM minute - session.opens) / 60)::bigint;
    bar.partial := ends - minute < interval '1 minute';
    bar.close_f8 := bar.close::double precision;
    RETURN NEXT bar;
  END IF;
END $$;

-- The minutes labelled in [from_ts, until) as known at k, or as stored when k is null. Not sorted.
CREATE FUNCTION md.minutes_as_known(s md.series, from_ts timestamptz, until timestamptz, k timestamptz)
RETURNS SETOF md.bar
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
  IF k IS NULL THEN
    RETURN QUERY
    SELECT b.series_id, b.ts, b.t_close, b.session_date, b.grid_no, b.partial, b.open::numeric,
      b.high::numeric, b.low::numeric, b.close::numeric, b.close_f8, b.volume::numeric,
      b.notional::numeric, b.buy_volume::numeric, b.sell_volume::numeric, b.trade_count,
      b.min_known, b.max_known, b.revision
    FROM md.bar_1m b WHERE b.series_id = s.series_id AND b.ts >= from_ts AND b.ts < until;
    RETURN;
  END IF;
  RETURN QUERY
  SELECT b.series_id, b.ts, b.t_close, b.session_date, b.grid_no, b.partial, b.open::numeric,
    b.high::numeric, b.low::numeric, b.close::numeric, b.close_f8, b.volume::numeric,
    b.notional::numeric, b.buy_volume::numeric, b.sell_volume::numeric, b.trade_count,
    b.min_known, b.max_known, NULL::integer
  FROM md.bar_1m b
  WHERE b.series_id = s.series_id AND b.ts >= from_ts AND b.ts < until AND b.max_known <= k
    AND NOT EXISTS (SELECT FROM md.restatement r
                    WHERE r.series_id = b.series_id AND r.minute = b.ts AND r.known > k);
  RETURN QUERY
  SELECT m.* FROM (
    SELECT b.ts FROM md.bar_1m b
    WHERE b.series_id = s.series_id AND b.ts >= from_ts AND b.ts < until
      AND b.min_known <= k AND b.max_known > k
    UNION
    SELECT r.minute FROM md.restatement r
    WHERE r.series_id = s.series_id AND r.minute >= from_ts AND r.minute < until AND r.known > k
  ) unsettled
  CROSS JOIN LATERAL md.minute_as_known(s, unsettled.ts, k) m;
END $$;
