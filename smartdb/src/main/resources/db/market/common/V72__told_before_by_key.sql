-- What was told before is looked up row by row through the key (OFFSET 0 keeps it so): statistics
-- know nothing of times that were just written, and a join by range then compared every staged row with
-- every stored one.

-- Takes the staged trades. A trade told once stands in md.trade alone; as soon as more is told about
-- it, all its records stand in md.trade_version and md.trade has the one that survives. Counts are
-- those of the program's WriteResult.
CREATE OR REPLACE FUNCTION md.ingest_trades(
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
    DELETE FROM stage_trade c WHERE EXISTS (
      SELECT FROM md.trade t
      WHERE t.ts >= $1 AND t.ts <= $2
        AND t.series_id = c.series_id AND t.ts = c.ts AND t.trade_id = c.trade_id
        AND t.flags = c.flags AND c.op = 0 AND t.version = c.version AND t.ts_nanos = c.ts_nanos
        AND t.seq = c.seq AND t.price = c.price AND t.size = c.size AND t.side = c.side AND t.known <= c.known
      OFFSET 0)
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

-- Takes the staged quotes. A quote with the key of another and other content is a dead letter.
CREATE OR REPLACE FUNCTION md.ingest_quotes(
  OUT stored integer, OUT repeated integer, OUT rejected integer, OUT superseded integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = md, pg_temp SET enable_seqscan = off AS $$
DECLARE
  v_total  integer;
  v_series integer[];
  v_minute timestamptz[];
  v_known  timestamptz[];
  v_from   timestamptz;
  v_to     timestamptz;
BEGIN
  PERFORM md.check_staging();
  stored := 0; repeated := 0; rejected := 0; superseded := 0;
  SELECT array_agg(DISTINCT series_id), count(*), min(ts), max(ts)
  INTO v_series, v_total, v_from, v_to FROM stage_quote;
  IF v_total = 0 THEN
    RETURN;
  END IF;
  PERFORM md.lock_series(v_series);
  WITH kept AS (
    INSERT INTO md.quote (series_id, ts, ts_nanos, seq, bid, ask, bid_size, ask_size, known)
    SELECT series_id, ts, ts_nanos, seq, bid, ask, bid_size, ask_size, known
    FROM stage_quote ORDER BY series_id, ts, ts_nanos, seq, known, n
    ON CONFLICT DO NOTHING
    RETURNING series_id, ts, known)
  SELECT (SELECT count(*) FROM kept), array_agg(m.series_id), array_agg(m.minute), array_agg(m.known)
  INTO stored, v_series, v_minute, v_known
  FROM (
    SELECT k.series_id, date_bin('1 minute', k.ts, '2000-01-01T00:00:00Z') AS minute, max(k.known) AS known
    FROM kept k JOIN md.series s USING (series_id)
    WHERE s.basis = 'QUOTES' GROUP BY 1, 2) m;

  IF stored < v_total THEN
    WITH refused AS (
      SELECT g.* FROM stage_quote g
      CROSS JOIN LATERAL (
        SELECT q.bid, q.ask, q.bid_size, q.ask_size FROM md.quote q
        WHERE q.series_id = g.series_id AND q.ts = g.ts AND q.ts_nanos = g.ts_nanos AND q.seq = g.seq
          AND q.ts BETWEEN v_from AND v_to -- the partitions of this batch only
        OFFSET 0) q
      WHERE (q.bid, q.ask, q.bid_size, q.ask_size)
            IS DISTINCT FROM (g.bid, g.ask, g.bid_size, g.ask_size)),
    letters AS (
      INSERT INTO md.dead_letter (kind, origin, reason, detail, payload, fingerprint)
      SELECT 'quote', s.symbol || '@' || s.source, 'CONFLICT',
             'another quote has the same time and sequence number', p.payload,
             sha256(convert_to(p.payload, 'UTF8'))
      FROM refused r JOIN md.series s USING (series_id)
      CROSS JOIN LATERAL (SELECT (to_jsonb(r) - 'n')::text AS payload) p
      ON CONFLICT DO NOTHING)
    SELECT count(*) INTO rejected FROM refused;
    repeated := v_total - stored - rejected;
  END IF;
  IF v_series IS NOT NULL THEN
    PERFORM md.rebuild(v_series, v_minute, v_known);
  END IF;
END $$;
