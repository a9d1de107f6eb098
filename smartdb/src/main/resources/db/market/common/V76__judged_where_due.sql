-- Large trades are judged anew from the first time on that something was told of, not from the beginning,
-- and nothing is counted to find that out: who writes trades notes from when on their series is to be judged,
-- "infinity" if nothing judged changes. The note is in the transaction of its trades. A judge takes the notes
-- first and reads the trades then, so whatever it does not see yet has a note that it did not take.
CREATE TABLE md.large_trade_due (
  series_id integer NOT NULL,
  ts        timestamptz NOT NULL
);
CREATE INDEX ON md.large_trade_due (series_id);
GRANT SELECT, INSERT ON md.large_trade_due TO tidemark_ingest;

-- What was told since the series were judged last, as it was counted until now.
INSERT INTO md.large_trade_due (series_id, ts)
SELECT s.series_id, 'infinity'::timestamptz FROM md.series s WHERE s.basis = 'TRADES'
UNION ALL
SELECT m.series_id, '-infinity'::timestamptz FROM md.large_trade_mark m
WHERE m.told <> (SELECT count(*) FROM md.trade t WHERE t.series_id = m.series_id AND t.ts < m.until)
              + (SELECT count(*) FROM md.trade_version v WHERE v.series_id = m.series_id);
ALTER TABLE md.large_trade_mark DROP COLUMN told;
ALTER TABLE md.private_large_trade_mark DROP COLUMN told;

-- Judges the trades before "until" that were not judged yet and returns how many are large.
--
-- x is large when at least half of the values before it are at most x / 10. For 250 trades at a time
-- the 500th smallest of all values that any of them looks back to says which surely are not, and of
-- those that all of them look back to, which surely are; only between the two are values counted.
-- Doubles decide unless they are as close as their rounding, then the decimals do.
CREATE OR REPLACE FUNCTION md.flag_large_trades(series integer, until timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET jit = off SET work_mem = '64MB'
AS $$
#variable_conflict use_column
DECLARE
  mark  timestamptz;
  upto  timestamptz;
  found bigint := 0;
  added bigint;
  close_to CONSTANT double precision := 1e-14;
BEGIN
  INSERT INTO md.large_trade_mark (series_id, until) VALUES ($1, '-infinity') ON CONFLICT DO NOTHING;
  SELECT m.until INTO mark FROM md.large_trade_mark m WHERE m.series_id = $1 FOR UPDATE;
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
    UPDATE md.large_trade_mark m SET until = greatest(mark, $2) WHERE m.series_id = $1;
  END IF;
  RETURN found;
END $$;

-- Judges what is due of the series and what comes after the judged, before "until"; returns how many large
-- trades were found. What was judged before stays judged.
CREATE FUNCTION md.judge_large_trades(p_series_id integer, p_until timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_judged timestamptz;
  v_due    timestamptz;
  v_found  bigint;
BEGIN
  INSERT INTO md.large_trade_mark (series_id, until) VALUES (p_series_id, '-infinity') ON CONFLICT DO NOTHING;
  -- One judge at a time.
  SELECT m.until INTO v_judged FROM md.large_trade_mark m WHERE m.series_id = p_series_id FOR UPDATE;
  WITH taken AS (DELETE FROM md.large_trade_due d WHERE d.series_id = p_series_id RETURNING d.ts)
  SELECT min(t.ts) INTO v_due FROM taken t;
  IF v_due < v_judged THEN
    UPDATE md.large_trade_mark m SET until = v_due WHERE m.series_id = p_series_id;
    DELETE FROM md.large_trade l WHERE l.series_id = p_series_id AND l.ts >= v_due;
  END IF;
  v_found := md.flag_large_trades(p_series_id, greatest(p_until, v_judged));
  -- The notes may have been of trades that lie after "until", written after the caller looked.
  INSERT INTO md.large_trade_due (series_id, ts)
  SELECT p_series_id, 'infinity'::timestamptz
  WHERE EXISTS (
    SELECT FROM md.trade t WHERE t.series_id = p_series_id AND t.ts > p_until + interval '10 seconds');
  RETURN v_found;
END $$;
REVOKE ALL ON FUNCTION md.judge_large_trades FROM PUBLIC;
REVOKE ALL ON FUNCTION md.flag_large_trades FROM tidemark_ingest;
GRANT EXECUTE ON FUNCTION md.judge_large_trades TO tidemark_ingest;

-- Notes from when on the staged trades are to be judged. A record counts if it is told within the ten
-- seconds and is the first of its trade; one that comes before what was the first until now changes what
-- was judged of that, too. Corrections and cancellations, mostly, change nothing.
CREATE FUNCTION md.note_due() RETURNS void
LANGUAGE plpgsql SET search_path = md, pg_temp AS $$
BEGIN
  INSERT INTO md.large_trade_due (series_id, ts)
  SELECT d.series_id, min(d.ts) FROM (
    SELECT series_id, CASE WHEN plain AND known <= ts + interval '10 seconds' THEN ts ELSE 'infinity' END AS ts
    FROM told_trade
    UNION ALL
    SELECT v.series_id, v.ts
    FROM (
      SELECT DISTINCT ON (v.series_id, v.trade_id) v.*
      FROM (SELECT DISTINCT series_id, trade_id FROM told_trade WHERE NOT plain) s
      JOIN md.trade_version v USING (series_id, trade_id)
      ORDER BY v.series_id, v.trade_id, v.known, v.version, v.ts, v.ts_nanos) first
    JOIN told_trade t USING (series_id, trade_id, version, known, ts, ts_nanos)
    JOIN md.trade_version v USING (series_id, trade_id)
    WHERE v.known <= v.ts + interval '10 seconds') d
  GROUP BY d.series_id;
END $$;
REVOKE ALL ON FUNCTION md.note_due FROM PUBLIC;

-- As the above for tenants' own trades, of which all records stand in the log; these are few.
CREATE FUNCTION md.private_judge_again(p_series_id integer, p_ids text[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_due timestamptz;
BEGIN
  SELECT min(v.ts) INTO v_due FROM md.private_trade_version v
  WHERE v.series_id = p_series_id AND v.trade_id = ANY (p_ids) AND v.known <= v.ts + interval '10 seconds';
  UPDATE md.private_large_trade_mark m SET until = v_due WHERE m.series_id = p_series_id AND m.until > v_due;
  IF FOUND THEN
    DELETE FROM md.private_large_trade l WHERE l.series_id = p_series_id AND l.ts >= v_due;
  END IF;
END $$;
REVOKE ALL ON FUNCTION md.private_judge_again FROM PUBLIC;

-- Both ways of writing say what is due.
CREATE FUNCTION pg_temp.put_before(p_function regproc, p_place text, p_statement text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  v_text text := pg_get_functiondef(p_function);
BEGIN
  IF position(p_place IN v_text) = 0 THEN
    RAISE EXCEPTION '% has no line that begins with %', p_function, p_place;
  END IF;
  EXECUTE replace(v_text, p_place, p_statement || E'\n' || p_place);
END $$;
SELECT pg_temp.put_before('md.ingest_trades',
  '  -- Sessions begin and end on whole minutes', '  PERFORM md.note_due();');
SELECT pg_temp.put_before('md.private_ingest_trades',
  '  -- Judged up to ten seconds before', '  PERFORM md.private_judge_again(p_series_id, v_ids);');
DROP FUNCTION pg_temp.put_before(regproc, text, text);
SELECT md.make_private_functions();
