-- Large trades (QUANT 2.4): a notional of at least ten times the lower median of the up to 1,000
-- before it, of which there must be 100. Per trade what was told first counts, if it was known at most
-- ten seconds after it happened (the watermark); later news change no judgement. A judgement is known
-- from ten seconds after its trade on, and so rests on nothing that was known later.

-- How far a series is judged: everything before "until".
CREATE TABLE md.large_trade_mark (
  series_id integer PRIMARY KEY REFERENCES md.series,
  until     timestamptz NOT NULL,
  told      bigint NOT NULL DEFAULT 0 -- records that stood before it, and all of trades told again
);

-- Judges the trades before "until" that were not judged yet and returns how many are large.
--
-- x is large when at least half of the values before it are at most x / 10. For 250 trades at a time
-- the 500th smallest of all values that any of them looks back to says which surely are not, and of
-- those that all of them look back to, which surely are; only between the two are values counted.
-- Doubles decide unless they are as close as their rounding, then the decimals do.
CREATE FUNCTION md.flag_large_trades(series integer, until timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET jit = off SET work_mem = '64MB'
AS $$
#variable_conflict use_column
DECLARE
  mark  timestamptz;
  told  bigint;
  seen  bigint;
  upto  timestamptz;
  found bigint := 0;
  added bigint;
  close_to CONSTANT double precision := 1e-14;
BEGIN
  INSERT INTO md.large_trade_mark (series_id, until) VALUES ($1, '-infinity') ON CONFLICT DO NOTHING;
  SELECT m.until, m.told INTO mark, told FROM md.large_trade_mark m WHERE m.series_id = $1 FOR UPDATE;
  -- Something was told of times already judged: they are judged anew.
  SELECT (SELECT count(*) FROM md.trade t WHERE t.series_id = $1 AND t.ts < mark)
       + (SELECT count(*) FROM md.trade_version v WHERE v.series_id = $1) INTO seen;
  IF seen <> told THEN
    DELETE FROM md.large_trade l WHERE l.series_id = $1;
    mark := '-infinity';
  END IF;
  IF mark = '-infinity' THEN
    SELECT least((SELECT min(t.ts) FROM md.trade t WHERE t.series_id = $1),
                 (SELECT min(v.ts) FROM md.trade_version v WHERE v.series_id = $1)) INTO mark;
  END IF;
  WHILE mark < $2 LOOP
    SELECT t.ts INTO upto FROM md.trade t
    WHERE t.series_id = $1 AND t.ts >= mark AND t.ts < $2 ORDER BY t.ts OFFSET 20000 LIMIT 1;
    upto := least($2, greatest(coalesce(upto, $2), mark + interval '1 microsecond'));
    WITH trade AS MATERIALIZED (
      SELECT t.*, t.notional::double precision AS x,
        row_number() OVER (ORDER BY t.ts, t.ts_nanos, t.seq, t.trade_id)::integer AS i
      FROM (
        (SELECT p.* FROM (
           (SELECT t.ts, t.ts_nanos, t.seq, t.trade_id, t.price * t.size AS notional, false AS judged
            FROM md.trade t
            WHERE t.series_id = $1 AND t.ts < mark AND t.price > 0 AND t.flags & 16 = 0
              AND t.known <= t.ts + interval '10 seconds'
            ORDER BY t.ts DESC, t.ts_nanos DESC, t.seq DESC, t.trade_id DESC LIMIT 1000)
           UNION ALL
           (SELECT v.ts, v.ts_nanos, v.seq, v.trade_id, v.price * v.size, false
            FROM md.trade_version v
            WHERE v.series_id = $1 AND v.ts < mark AND v.price > 0 AND v.op = 'NEW'
              AND v.known <= v.ts + interval '10 seconds'
              AND NOT EXISTS (
                SELECT FROM md.trade_version w
                WHERE w.series_id = v.series_id AND w.trade_id = v.trade_id
                  AND (w.known, w.version, w.ts, w.ts_nanos) < (v.known, v.version, v.ts, v.ts_nanos))
            ORDER BY v.ts DESC, v.ts_nanos DESC, v.seq DESC, v.trade_id DESC LIMIT 1000)) p
         ORDER BY p.ts DESC, p.ts_nanos DESC, p.seq DESC, p.trade_id DESC LIMIT 1000)
        UNION ALL
        SELECT t.ts, t.ts_nanos, t.seq, t.trade_id, t.price * t.size, true
        FROM md.trade t
        WHERE t.series_id = $1 AND t.ts >= mark AND t.ts < upto AND t.price > 0 AND t.flags & 16 = 0
          AND t.known <= t.ts + interval '10 seconds'
        UNION ALL
        SELECT v.ts, v.ts_nanos, v.seq, v.trade_id, v.price * v.size, true
        FROM md.trade_version v
        WHERE v.series_id = $1 AND v.ts >= mark AND v.ts < upto AND v.price > 0 AND v.op = 'NEW'
          AND v.known <= v.ts + interval '10 seconds'
          AND NOT EXISTS (
            SELECT FROM md.trade_version w
            WHERE w.series_id = v.series_id AND w.trade_id = v.trade_id
              AND (w.known, w.version, w.ts, w.ts_nanos) < (v.known, v.version, v.ts, v.ts_nanos))) t
    ), window_values AS MATERIALIZED (
      SELECT array_agg(t.x ORDER BY t.i) AS x, array_agg(t.notional ORDER BY t.i) AS exact FROM trade t
    ), block AS MATERIALIZED (
      SELECT b.block,
        (SELECT v FROM unnest(w.x[greatest(b.block * 250 - 999, 1) : b.block * 250 + 249]) v
         ORDER BY v OFFSET 499 LIMIT 1) AS least_half,
        (SELECT v FROM unnest(w.x[greatest(b.block * 250 - 749, 1) : b.block * 250]) v
         ORDER BY v OFFSET 499 LIMIT 1) AS most_half
      FROM window_values w
      CROSS JOIN LATERAL generate_series(0, (SELECT max(t.i) FROM trade t) / 250) AS b (block)
    ), judged AS (
      SELECT t.*, least(t.i - 1, 1000) AS n, b.least_half, b.most_half
      FROM trade t JOIN block b ON b.block = (t.i - 1) / 250
      WHERE t.judged AND t.i > 100
    ), flagged AS (
      SELECT j.* FROM judged j
      WHERE CASE
        WHEN j.n = 1000 AND j.x * (1 + close_to) < 10 * j.least_half THEN false
        WHEN j.n = 1000 AND j.x * (1 - close_to) > 10 * j.most_half THEN true
        ELSE (
          SELECT CASE
            WHEN c.surely >= (j.n + 1) / 2 THEN true
            WHEN c.perhaps < (j.n + 1) / 2 THEN false
            ELSE (SELECT count(*) FROM unnest(w.exact[j.i - j.n : j.i - 1]) e WHERE 10 * e <= j.notional) >= (j.n + 1) / 2
            END
          FROM window_values w
          CROSS JOIN LATERAL (
            SELECT count(*) FILTER (WHERE 10 * v < j.x * (1 - close_to)) AS surely,
              count(*) FILTER (WHERE 10 * v <= j.x * (1 + close_to)) AS perhaps
            FROM unnest(w.x[j.i - j.n : j.i - 1]) v) c)
        END
    ), kept AS (
      INSERT INTO md.large_trade (series_id, ts, ts_nanos, trade_id, notional, known)
      SELECT $1, f.ts, f.ts_nanos, f.trade_id, f.notional, f.ts + interval '10 seconds'
      FROM flagged f ORDER BY f.i
      ON CONFLICT DO NOTHING RETURNING 1
    )
    SELECT count(*) INTO added FROM kept;
    found := found + added;
    mark := upto;
  END LOOP;
  IF mark IS NOT NULL THEN
    mark := greatest(mark, $2);
    UPDATE md.large_trade_mark m
    SET until = mark,
        told = (SELECT count(*) FROM md.trade t WHERE t.series_id = $1 AND t.ts < mark)
             + (SELECT count(*) FROM md.trade_version v WHERE v.series_id = $1)
    WHERE m.series_id = $1;
  END IF;
  RETURN found;
END $$;
REVOKE ALL ON FUNCTION md.flag_large_trades FROM PUBLIC;
GRANT EXECUTE ON FUNCTION md.flag_large_trades TO tidemark_ingest;

CREATE VIEW api.large_trade_flag AS
SELECT s.symbol, s.source, l.ts, l.ts_nanos, l.trade_id, l.notional, l.known
FROM md.series s JOIN md.large_trade l USING (series_id);

-- Three large trades within 300 s, the first and the last included; each counts in one alert only.
CREATE FUNCTION md.large_trade_alerts(series integer)
RETURNS TABLE (ts timestamptz, ts_nanos smallint, first_id text, second_id text, third_id text, known timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  one   md.large_trade;
  two   md.large_trade;
  three md.large_trade;
BEGIN
  FOR three IN
    SELECT l.* FROM md.large_trade l
    LEFT JOIN md.trade t ON t.series_id = l.series_id AND t.ts = l.ts AND t.trade_id = l.trade_id
    WHERE l.series_id = $1 ORDER BY l.ts, l.ts_nanos, t.seq, l.trade_id
  LOOP
    IF one.ts IS NOT NULL AND (three.ts - one.ts < interval '300 seconds'
        OR three.ts - one.ts = interval '300 seconds' AND three.ts_nanos <= one.ts_nanos) THEN
      ts := three.ts;
      ts_nanos := three.ts_nanos;
      first_id := one.trade_id;
      second_id := two.trade_id;
      third_id := three.trade_id;
      known := greatest(one.known, two.known, three.known);
      RETURN NEXT;
      one := NULL;
      two := NULL;
    ELSE
      one := two;
      two := three;
    END IF;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION md.large_trade_alerts FROM PUBLIC;
GRANT EXECUTE ON FUNCTION md.large_trade_alerts TO tidemark_app, tidemark_worker, tidemark_ingest, tidemark_reader;

CREATE VIEW api.large_trade_alert AS
SELECT s.symbol, s.source, a.*
FROM md.series s CROSS JOIN LATERAL md.large_trade_alerts(s.series_id) a;
