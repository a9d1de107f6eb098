-- Gathers statistics of days that have trades and no statistics yet: without them an id is searched
-- through all trades of its day, because the planner cannot know that ids are unique.
CREATE FUNCTION md.learn_new_days() RETURNS void
LANGUAGE plpgsql SET search_path = md, pg_temp AS $$
DECLARE
  v_day record;
BEGIN
  FOR v_day IN
    SELECT c.oid::regclass AS name FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'md.trade'::regclass AND c.relkind = 'r' AND c.reltuples <= 0
      AND pg_catalog.pg_relation_size(c.oid) > 0
  LOOP
    EXECUTE format('ANALYZE %s', v_day.name);
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION md.learn_new_days FROM PUBLIC;

-- Takes the staged trades. A trade told once stands in md.trade alone; as soon as more is told about
-- it, all its records stand in md.trade_version and md.trade has the one that survives. Counts are
-- those of the program's WriteResult.
CREATE FUNCTION md.ingest_trades(
  OUT stored integer, OUT repeated integer, OUT rejected integer, OUT superseded integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = md, pg_temp SET enable_seqscan = off AS $$
DECLARE
  v_first  timestamptz;
  v_last   timestamptz;
  v_series integer[];
  v_total  integer;
  v_story  integer;
  v_minute timestamptz[];
  v_known  timestamptz[];
BEGIN
  PERFORM md.check_staging();
  stored := 0; repeated := 0; rejected := 0; superseded := 0;
  SELECT min(ts), max(ts), array_agg(DISTINCT series_id), count(*)
  INTO v_first, v_last, v_series, v_total FROM stage_trade;
  IF v_total = 0 THEN
    RETURN;
  END IF;
  PERFORM md.lock_series(v_series);
  PERFORM md.learn_new_days();

  -- What stands in md.trade just so needs no further look.
  EXECUTE $sql$
    DELETE FROM stage_trade c USING md.trade t
    WHERE t.ts >= $1 AND t.ts <= $2
      AND t.series_id = c.series_id AND t.ts = c.ts AND t.trade_id = c.trade_id
      AND t.flags = c.flags AND c.op = 0 AND t.version = c.version AND t.ts_nanos = c.ts_nanos
      AND t.seq = c.seq AND t.price = c.price AND t.size = c.size AND t.side = c.side AND t.known <= c.known
    $sql$ USING v_first, v_last;
  IF NOT EXISTS (SELECT FROM stage_trade) THEN
    repeated := v_total;
    RETURN;
  END IF;

  -- What is new, once each; of the same record told twice, the one known first. Whether a trade was
  -- told at another time is looked up in the days before and after, too.
  EXECUTE $sql$
    INSERT INTO told_trade
    SELECT c.n, c.series_id, c.ts, c.ts_nanos, c.seq, c.trade_id, c.version, c.op, c.price, c.size, c.side,
           c.flags, c.known,
           c.op = 0 AND c.version = 1 AND v.trade_id IS NULL AND t.trade_id IS NULL
             AND count(*) OVER (PARTITION BY c.series_id, c.trade_id) = 1
    FROM (
      SELECT DISTINCT ON (series_id, trade_id, version, op, ts, ts_nanos, seq, price, size, side, flags) *
      FROM stage_trade
      ORDER BY series_id, trade_id, version, op, ts, ts_nanos, seq, price, size, side, flags, known, n) c
    LEFT JOIN LATERAL (
      SELECT trade_id FROM md.trade_version v
      WHERE v.series_id = c.series_id AND v.trade_id = c.trade_id LIMIT 1) v ON true
    LEFT JOIN LATERAL (
      SELECT trade_id FROM md.trade t
      WHERE t.series_id = c.series_id AND t.trade_id = c.trade_id AND t.ts >= $1 AND t.ts < $2
      LIMIT 1) t ON true
    WHERE v.trade_id IS NULL OR NOT EXISTS (
        SELECT FROM md.trade_version w
        WHERE w.series_id = c.series_id AND w.trade_id = c.trade_id AND w.version = c.version
          AND w.op = (ARRAY['NEW', 'CORRECT', 'CANCEL'])[c.op + 1] AND w.ts = c.ts AND w.ts_nanos = c.ts_nanos
          AND w.seq = c.seq AND w.price = c.price AND w.size = c.size AND w.side = c.side
          AND w.flags = c.flags AND w.known <= c.known)
    $sql$ USING date_bin('1 day', v_first, '2000-01-01T00:00:00Z') - interval '1 day',
          date_bin('1 day', v_last, '2000-01-01T00:00:00Z') + interval '2 days';
  SELECT v_total - count(*), count(*), count(*) FILTER (WHERE NOT plain)
  INTO repeated, stored, v_story FROM told_trade;
  IF stored = 0 THEN
    RETURN;
  END IF;
  -- Statements below that name no variable keep the plan of their first use, which may have been made
  -- for empty tables; new statistics have them planned again.
  ANALYZE told_trade;

  INSERT INTO md.trade
    (series_id, ts, ts_nanos, seq, trade_id, version, price, size, side, flags, known)
  SELECT series_id, ts, ts_nanos, seq, trade_id, version, price, size, side, flags, known
  FROM told_trade WHERE plain ORDER BY series_id, ts;

  IF v_story > 0 THEN
    SELECT s.rejected, s.superseded INTO rejected, superseded FROM md.ingest_stories() s;
    stored := stored - rejected - superseded;
  END IF;

  -- Sessions begin and end on whole minutes, so one look per minute is enough.
  SELECT array_agg(series_id), array_agg(minute), array_agg(known)
  INTO v_series, v_minute, v_known
  FROM (
    SELECT r.series_id, md.minute_of(r.series_id, r.at, r.auction) AS minute, max(r.known) AS known
    FROM (
      SELECT e.series_id, date_bin('1 minute', e.ts, '2000-01-01T00:00:00Z') AS at, e.flags & 8 AS auction,
             max(e.known) AS known
      FROM (
        SELECT series_id, ts, flags, known FROM told_trade WHERE plain
        UNION ALL
        SELECT w.series_id, w.ts, w.flags, t.known
        FROM (SELECT series_id, trade_id, max(known) AS known FROM told_trade WHERE NOT plain
              GROUP BY series_id, trade_id) t
        JOIN md.trade_version w USING (series_id, trade_id)) e
      GROUP BY 1, 2, 3
      OFFSET 0) r -- keeps the planner from asking for the minute of every trade
    GROUP BY 1, 2) m
  WHERE minute IS NOT NULL;
  IF v_series IS NOT NULL THEN
    PERFORM md.rebuild(v_series, v_minute, v_known);
  END IF;
END $$;

-- The trades of told_trade about which more than one record is known, or other than NEW.
CREATE FUNCTION md.ingest_stories(OUT rejected integer, OUT superseded integer)
LANGUAGE plpgsql SET search_path = md, pg_temp AS $$
BEGIN
  -- A trade that was told once until now: wherever in time it stands.
  INSERT INTO md.trade_version
  SELECT t.series_id, t.trade_id, t.version, 'NEW', t.ts, t.ts_nanos, t.seq, t.price, t.size, t.side, t.flags,
         t.known
  FROM (SELECT DISTINCT series_id, trade_id FROM told_trade WHERE NOT plain) s
  JOIN md.trade t USING (series_id, trade_id)
  WHERE t.flags & 16 = 0
  ON CONFLICT DO NOTHING;

  -- Two records that differ but cannot be told apart by version and times: the first stays.
  WITH kept AS (
    INSERT INTO md.trade_version
    SELECT series_id, trade_id, version, (ARRAY['NEW', 'CORRECT', 'CANCEL'])[op + 1], ts, ts_nanos, seq,
           price, size, side, flags, known
    FROM told_trade WHERE NOT plain ORDER BY n
    ON CONFLICT DO NOTHING
    RETURNING *),
  refused AS (
    SELECT t.* FROM told_trade t
    WHERE NOT t.plain AND NOT EXISTS (
      SELECT FROM kept k
      WHERE k.series_id = t.series_id AND k.trade_id = t.trade_id AND k.version = t.version
        AND k.known = t.known AND k.ts = t.ts AND k.ts_nanos = t.ts_nanos AND k.seq = t.seq
        AND k.op = (ARRAY['NEW', 'CORRECT', 'CANCEL'])[t.op + 1] AND k.price = t.price
        AND k.size = t.size AND k.side = t.side AND k.flags = t.flags)),
  letters AS (
    INSERT INTO md.dead_letter (kind, origin, reason, detail, payload, fingerprint)
    SELECT 'trade', s.symbol || '@' || s.source, 'CONFLICT',
           'another record of this trade has the same version, time and known time', p.payload,
           sha256(convert_to(p.payload, 'UTF8'))
    FROM refused r JOIN md.series s USING (series_id)
    CROSS JOIN LATERAL (SELECT (to_jsonb(r) - 'n' - 'plain')::text AS payload) p
    ON CONFLICT DO NOTHING)
  SELECT count(*) INTO rejected FROM refused;

  SELECT count(*) INTO superseded FROM told_trade t
  WHERE NOT t.plain
    AND EXISTS (
      SELECT FROM md.trade_version v
      WHERE v.series_id = t.series_id AND v.trade_id = t.trade_id AND v.version > t.version
        AND NOT EXISTS (
          SELECT FROM told_trade o
          WHERE o.series_id = v.series_id AND o.trade_id = v.trade_id AND o.version = v.version
            AND o.known = v.known AND o.ts = v.ts AND o.ts_nanos = v.ts_nanos));

  DELETE FROM md.trade t
  USING (SELECT DISTINCT series_id, trade_id FROM told_trade WHERE NOT plain) s
  WHERE t.series_id = s.series_id AND t.trade_id = s.trade_id;

  INSERT INTO md.trade (series_id, ts, ts_nanos, seq, trade_id, version, price, size, side, flags, known)
  SELECT series_id, ts, ts_nanos, seq, trade_id, version, price, size, side, flags | 16, known
  FROM (
    SELECT DISTINCT ON (v.series_id, v.trade_id) v.*
    FROM (SELECT DISTINCT series_id, trade_id FROM told_trade WHERE NOT plain) s
    JOIN md.trade_version v USING (series_id, trade_id)
    ORDER BY v.series_id, v.trade_id, v.version DESC, v.known, v.ts, v.ts_nanos) w
  WHERE w.op <> 'CANCEL'
  ORDER BY series_id, ts;

  -- What was true of these minutes before the last of the records was known stands in the log only.
  INSERT INTO md.restatement (series_id, minute, known)
  SELECT DISTINCT r.series_id, r.minute, r.known FROM (
    SELECT d.series_id, md.minute_of(d.series_id, d.at, d.auction) AS minute, d.known
    FROM (
      SELECT DISTINCT v.series_id, date_bin('1 minute', v.ts, '2000-01-01T00:00:00Z') AS at,
             v.flags & 8 AS auction, v.known
      FROM (
        SELECT v.series_id, v.ts, v.flags, max(v.known) OVER (PARTITION BY v.series_id, v.trade_id) AS known
        FROM (SELECT DISTINCT series_id, trade_id FROM told_trade WHERE NOT plain) s
        JOIN md.trade_version v USING (series_id, trade_id)) v
      OFFSET 0) d) r
  WHERE r.minute IS NOT NULL
  ON CONFLICT DO NOTHING;
END $$;

REVOKE ALL ON FUNCTION md.ingest_trades FROM PUBLIC;
GRANT EXECUTE ON FUNCTION md.ingest_trades TO tidemark_ingest;
