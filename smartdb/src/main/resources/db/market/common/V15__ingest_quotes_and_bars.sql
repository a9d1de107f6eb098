-- Takes the staged quotes. A quote with the key of another and other content is a dead letter.
CREATE FUNCTION md.ingest_quotes(
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
      JOIN md.quote q USING (series_id, ts, ts_nanos, seq)
      WHERE q.ts BETWEEN v_from AND v_to -- the partitions of this batch only
        AND (q.bid, q.ask, q.bid_size, q.ask_size)
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

-- Takes the staged one-minute bars. The row known last stands.
CREATE FUNCTION md.ingest_bars(
  OUT stored integer, OUT repeated integer, OUT rejected integer, OUT superseded integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = md, pg_temp SET enable_seqscan = off AS $$
DECLARE
  v_total  integer;
  v_series integer[];
  v_minute timestamptz[];
  v_known  timestamptz[];
BEGIN
  PERFORM md.check_staging();
  stored := 0; repeated := 0; rejected := 0; superseded := 0;
  SELECT array_agg(DISTINCT series_id), count(*) INTO v_series, v_total FROM stage_bar;
  IF v_total = 0 THEN
    RETURN;
  END IF;
  PERFORM md.lock_series(v_series);
  WITH told AS MATERIALIZED (
    -- A bar told again as it stood at that time says nothing new.
    SELECT b.*, p.known IS NOT NULL AS again
    FROM stage_bar b
    LEFT JOIN LATERAL (
      SELECT * FROM md.provider_bar p
      WHERE p.series_id = b.series_id AND p.ts = b.ts AND (p.known, p.seq) <= (b.known, b.seq)
      ORDER BY p.known DESC, p.seq DESC LIMIT 1) p
      ON (p.op = 'DELETE') = b.deleted
         AND (b.deleted OR (p.open, p.high, p.low, p.close, p.volume, p.notional, p.trade_count)
              IS NOT DISTINCT FROM (b.open, b.high, b.low, b.close, b.volume, b.notional, b.trade_count))),
  kept AS (
    INSERT INTO md.provider_bar
      (series_id, ts, known, seq, op, open, high, low, close, volume, notional, trade_count)
    SELECT series_id, ts, known, seq, CASE WHEN deleted THEN 'DELETE' ELSE 'UPSERT' END,
           open, high, low, close, volume, notional, trade_count
    FROM told WHERE NOT again ORDER BY series_id, ts, known, seq, n
    ON CONFLICT DO NOTHING
    RETURNING *),
  refused AS (
    SELECT t.* FROM told t
    WHERE NOT t.again AND NOT EXISTS (
      SELECT FROM kept k
      WHERE k.series_id = t.series_id AND k.ts = t.ts AND k.known = t.known AND k.seq = t.seq
        AND (k.op = 'DELETE') = t.deleted
        AND (k.open, k.high, k.low, k.close, k.volume, k.notional, k.trade_count)
            IS NOT DISTINCT FROM (t.open, t.high, t.low, t.close, t.volume, t.notional, t.trade_count))),
  letters AS (
    INSERT INTO md.dead_letter (kind, origin, reason, detail, payload, fingerprint)
    SELECT 'bar', s.symbol || '@' || s.source, 'CONFLICT',
           'another bar has the same label, known time and sequence number', p.payload,
           sha256(convert_to(p.payload, 'UTF8'))
    FROM refused r JOIN md.series s USING (series_id)
    CROSS JOIN LATERAL (SELECT (to_jsonb(r) - 'n' - 'again')::text AS payload) p
    ON CONFLICT DO NOTHING)
  SELECT (SELECT count(*) FROM kept), (SELECT count(*) FROM refused),
         array_agg(m.series_id), array_agg(m.ts), array_agg(m.known)
  INTO stored, rejected, v_series, v_minute, v_known
  FROM (
    SELECT k.series_id, k.ts, max(k.known) AS known
    FROM kept k JOIN md.series s USING (series_id)
    WHERE s.basis = 'BARS' GROUP BY 1, 2) m;
  repeated := v_total - stored - rejected;
  IF v_series IS NULL THEN
    RETURN;
  END IF;

  INSERT INTO md.restatement (series_id, minute, known)
  SELECT p.series_id, p.ts, max(p.known)
  FROM unnest(v_series, v_minute) AS m (series_id, minute)
  JOIN md.provider_bar p ON p.series_id = m.series_id AND p.ts = m.minute
  GROUP BY p.series_id, p.ts HAVING count(*) > 1
  ON CONFLICT DO NOTHING;
  SELECT count(*) INTO superseded
  FROM stage_bar b
  JOIN unnest(v_series, v_minute) AS m (series_id, minute) ON b.series_id = m.series_id AND b.ts = m.minute
  WHERE EXISTS (
      SELECT FROM md.provider_bar p
      WHERE p.series_id = b.series_id AND p.ts = b.ts AND (p.known, p.seq) > (b.known, b.seq)
        AND NOT EXISTS (
          SELECT FROM stage_bar o
          WHERE o.series_id = p.series_id AND o.ts = p.ts AND o.known = p.known AND o.seq = p.seq));
  superseded := least(superseded, stored);
  stored := stored - superseded;
  PERFORM md.rebuild(v_series, v_minute, v_known);
END $$;

REVOKE ALL ON FUNCTION md.ingest_quotes, md.ingest_bars FROM PUBLIC;
GRANT EXECUTE ON FUNCTION md.ingest_quotes, md.ingest_bars TO tidemark_ingest;
