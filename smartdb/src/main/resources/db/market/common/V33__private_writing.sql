-- Writing to private instruments: records into their logs, and every bar they touch computed anew
-- from the log by the functions that answer point-in-time questions. Volumes are a tenant's own.

-- Computes minutes of a private series, and every longer bar they are in, anew; p_known is when the
-- record that touched the minute was known. What a closed bar said before a later record changed it
-- is kept.
CREATE FUNCTION md.private_rebuild(p_series_id integer, p_minutes timestamptz[], p_known timestamptz[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  s         md.private_series;
  timeframe text;
  fresh     text;
BEGIN
  SELECT p.* INTO STRICT s FROM md.private_series p WHERE p.series_id = p_series_id;
  FOREACH timeframe IN ARRAY ARRAY['1m', '5m', '15m', '1h', '4h', '1d'] LOOP
    fresh := CASE WHEN timeframe = '1m' THEN
      $q$
      SELECT m.* FROM md.private_minutes_from_log($1, ARRAY(SELECT t.ts FROM touched t), 'infinity') m
      $q$ ELSE
      $q$
      SELECT ($1).series_id, t.ts, t.t_close, t.session_date, m.grid_no,
        $4 < interval '24 hours' AND t.t_close - t.ts < $4 AS partial, m.open, m.high, m.low, m.close,
        m.close::double precision AS close_f8, m.volume, m.notional, m.buy_volume, m.sell_volume, m.trade_count,
        m.min_known, m.max_known
      FROM touched t
      CROSS JOIN LATERAL (
        SELECT (array_agg(m.open ORDER BY m.ts) FILTER (WHERE m.open IS NOT NULL))[1] AS open,
          max(m.high) AS high, min(m.low) AS low,
          (array_agg(m.close ORDER BY m.ts DESC) FILTER (WHERE m.open IS NOT NULL))[1] AS close,
          sum(m.volume) AS volume, CASE WHEN bool_and(m.notional IS NOT NULL) THEN sum(m.notional) END AS notional,
          sum(m.buy_volume) AS buy_volume, sum(m.sell_volume) AS sell_volume,
          sum(m.trade_count)::bigint AS trade_count,
          t.first_minute + (extract(epoch FROM t.ts - t.opens) / 60)::bigint AS grid_no,
          min(m.min_known) AS min_known, max(m.max_known) AS max_known
        FROM md.private_bar_1m m
        WHERE m.series_id = ($1).series_id AND m.ts >= t.ts AND m.ts < t.t_close) m
      WHERE m.min_known IS NOT NULL
      $q$ END;
    EXECUTE format($sql$
      WITH touched AS MATERIALIZED (
        SELECT l.ts, CASE WHEN $4 = interval '24 hours' THEN c.closes ELSE least(l.ts + $4, c.closes) END AS t_close,
          c.session_date, c.opens, c.first_minute, max(m.known) AS known
        FROM unnest($2, $3) AS m (minute, known)
        CROSS JOIN LATERAL (
          SELECT c.* FROM md.calendar_session c
          WHERE c.calendar = ($1).calendar AND c.opens <= m.minute ORDER BY c.opens DESC LIMIT 1) c
        CROSS JOIN LATERAL (
          SELECT CASE WHEN $4 = interval '24 hours' THEN c.opens ELSE date_bin($4, m.minute, c.opens) END AS ts) l
        WHERE m.minute < c.closes
        GROUP BY 1, 2, 3, 4, 5),
      fresh AS MATERIALIZED (%2$s),
      old AS MATERIALIZED (
        SELECT b.*, t.known AS replaced_known, f.ts IS NULL AS gone,
          t.known > b.t_close + interval '15 seconds' AND (b.open, b.high, b.low, b.close, b.volume, b.notional,
            b.buy_volume, b.sell_volume, b.trade_count) IS DISTINCT FROM (f.open, f.high, f.low, f.close, f.volume,
            f.notional, f.buy_volume, f.sell_volume, f.trade_count) AS revised
        FROM touched t
        JOIN md.%1$I b ON b.series_id = ($1).series_id AND b.ts = t.ts
        LEFT JOIN fresh f ON f.ts = t.ts),
      kept AS (
        INSERT INTO md.private_bar_revision (timeframe, series_id, ts, revision, t_close, partial, open, high, low,
          close, volume, notional, buy_volume, sell_volume, trade_count, max_known, replaced_known)
        SELECT %3$L, series_id, ts, revision, t_close, partial, open, high, low,
          close, volume, notional, buy_volume, sell_volume, trade_count, max_known, replaced_known
        FROM old WHERE revised),
      dropped AS (
        DELETE FROM md.%1$I b USING old o WHERE o.gone AND b.series_id = o.series_id AND b.ts = o.ts)
      INSERT INTO md.%1$I AS b (series_id, ts, t_close, session_date, grid_no, partial, open, high, low, close,
        close_f8, volume, notional, buy_volume, sell_volume, trade_count, min_known, max_known, revision)
      SELECT f.series_id, f.ts, f.t_close, f.session_date, f.grid_no, f.partial, f.open, f.high, f.low, f.close,
        f.close_f8, f.volume, f.notional, f.buy_volume, f.sell_volume, f.trade_count, f.min_known, f.max_known,
        CASE WHEN o.ts IS NOT NULL THEN o.revision + o.revised::integer ELSE (
          SELECT coalesce(max(r.revision) + 1, 0) FROM md.private_bar_revision r
          WHERE r.series_id = f.series_id AND r.timeframe = %3$L AND r.ts = f.ts) END
      FROM fresh f LEFT JOIN old o ON o.ts = f.ts
      ON CONFLICT (tenant_id, series_id, ts) DO UPDATE SET
        (partial, open, high, low, close, close_f8, volume, notional, buy_volume, sell_volume, trade_count,
         min_known, max_known, revision, updated_at)
        = (excluded.partial, excluded.open, excluded.high, excluded.low, excluded.close, excluded.close_f8,
           excluded.volume, excluded.notional, excluded.buy_volume, excluded.sell_volume, excluded.trade_count,
           excluded.min_known, excluded.max_known, excluded.revision, excluded.updated_at)
      $sql$, 'private_bar_' || timeframe, fresh, timeframe)
    USING s, p_minutes, p_known, CASE timeframe
      WHEN '1m' THEN interval '1 minute' WHEN '5m' THEN interval '5 minutes' WHEN '15m' THEN interval '15 minutes'
      WHEN '1h' THEN interval '1 hour' WHEN '4h' THEN interval '4 hours' ELSE interval '24 hours' END;
  END LOOP;
END $$;

-- Minute that a trade belongs to; null if to none. Sessions open on whole minutes.
CREATE FUNCTION md.private_minute_of(s md.private_series, ts timestamptz, flags smallint) RETURNS timestamptz
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT CASE WHEN $2 < c.closes THEN date_bin('1 minute', $2, c.opens)
              WHEN s.include_closing_auction AND $3 & 8 <> 0 AND $2 < c.closes + interval '5 minutes'
              THEN c.closes - interval '1 minute' END
  FROM md.calendar_session c
  WHERE c.calendar = s.calendar AND c.opens <= $2 ORDER BY c.opens DESC LIMIT 1
$$;

-- One writer of a series at a time; an unknown series is an error.
CREATE FUNCTION md.private_lock(p_series_id integer) RETURNS md.private_series
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  s md.private_series;
BEGIN
  SELECT p.* INTO s FROM md.private_series p WHERE p.series_id = p_series_id;
  IF s.series_id IS NULL THEN
    RAISE EXCEPTION 'there is no private series %', p_series_id
      USING ERRCODE = 'no_data_found', HINT = 'Make it first; it belongs to the tenant that made it.';
  END IF;
  PERFORM pg_advisory_xact_lock(1952738674, p_series_id);
  RETURN s;
END $$;

-- Counts are those of the program's WriteResult; rejected records contradict one with the same
-- version and times that is there already.
CREATE FUNCTION md.private_ingest_trades(
  p_series_id integer, p_trade_id text[], p_version integer[], p_op text[], p_ts timestamptz[], p_ts_nanos smallint[],
  p_seq bigint[], p_price numeric[], p_size numeric[], p_side smallint[], p_flags smallint[], p_known timestamptz[],
  OUT stored integer, OUT repeated integer, OUT rejected integer, OUT superseded integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  s         md.private_series := md.private_lock(p_series_id);
  told      integer;
  v_ids     text[];
  v_minutes timestamptz[];
  v_known   timestamptz[];
BEGIN
  WITH given AS (
    SELECT DISTINCT ON (g.trade_id, g.version, g.op, g.ts, g.ts_nanos, g.seq, g.price, g.size, g.side, g.flags) g.*
    FROM unnest(p_trade_id, p_version, p_op, p_ts, p_ts_nanos, p_seq, p_price, p_size, p_side, p_flags, p_known)
      WITH ORDINALITY AS g (trade_id, version, op, ts, ts_nanos, seq, price, size, side, flags, known, n)
    ORDER BY g.trade_id, g.version, g.op, g.ts, g.ts_nanos, g.seq, g.price, g.size, g.side, g.flags, g.known, g.n
  ), news AS (
    SELECT g.* FROM given g
    WHERE NOT EXISTS (
      SELECT FROM md.private_trade_version w
      WHERE w.series_id = p_series_id AND w.trade_id = g.trade_id AND w.version = g.version AND w.op = g.op
        AND w.ts = g.ts AND w.ts_nanos = g.ts_nanos AND w.seq = g.seq AND w.price = g.price AND w.size = g.size
        AND w.side = g.side AND w.flags = g.flags AND w.known <= g.known)
  ), kept AS (
    INSERT INTO md.private_trade_version
      (series_id, trade_id, version, op, ts, ts_nanos, seq, price, size, side, flags, known)
    SELECT p_series_id, n.trade_id, n.version, n.op, n.ts, n.ts_nanos, n.seq, n.price, n.size, n.side, n.flags, n.known
    FROM news n ORDER BY n.n
    ON CONFLICT DO NOTHING
    RETURNING trade_id, version
  )
  SELECT (SELECT count(*) FROM news), count(*), array_agg(DISTINCT k.trade_id),
    count(*) FILTER (WHERE EXISTS (
      SELECT FROM md.private_trade_version v
      WHERE v.series_id = p_series_id AND v.trade_id = k.trade_id AND v.version > k.version))
  INTO told, stored, v_ids, superseded FROM kept k;
  repeated := cardinality(p_trade_id) - told;
  rejected := told - stored;
  stored := stored - superseded;
  IF v_ids IS NULL THEN
    RETURN;
  END IF;

  DELETE FROM md.private_trade t WHERE t.series_id = p_series_id AND t.trade_id = ANY (v_ids);
  INSERT INTO md.private_trade
    (series_id, ts, ts_nanos, seq, trade_id, version, price, size, side, flags, known)
  SELECT p_series_id, w.ts, w.ts_nanos, w.seq, w.trade_id, w.version, w.price, w.size, w.side, w.flags | 16, w.known
  FROM (
    SELECT DISTINCT ON (v.trade_id) v.* FROM md.private_trade_version v
    WHERE v.series_id = p_series_id AND v.trade_id = ANY (v_ids)
    ORDER BY v.trade_id, v.version DESC, v.known, v.ts, v.ts_nanos) w
  WHERE w.op <> 'CANCEL';

  WITH touched AS MATERIALIZED (
    SELECT md.private_minute_of(s, v.ts, v.flags) AS minute,
      max(v.known) OVER story AS known, count(*) OVER story > 1 OR v.op <> 'NEW' AS restated
    FROM md.private_trade_version v
    WHERE v.series_id = p_series_id AND v.trade_id = ANY (v_ids)
    WINDOW story AS (PARTITION BY v.trade_id)
  ), noted AS (
    INSERT INTO md.private_restatement (series_id, minute, known)
    SELECT DISTINCT p_series_id, t.minute, t.known FROM touched t WHERE t.restated AND t.minute IS NOT NULL
    ON CONFLICT DO NOTHING
  )
  SELECT array_agg(m.minute), array_agg(m.known) INTO v_minutes, v_known
  FROM (SELECT t.minute, max(t.known) AS known FROM touched t WHERE t.minute IS NOT NULL GROUP BY 1) m;
  IF v_minutes IS NOT NULL THEN
    PERFORM md.private_rebuild(p_series_id, v_minutes, v_known);
  END IF;
  -- Judged up to ten seconds before the newest trade: what comes later than that is not judged again.
  PERFORM md.private_flag_large_trades(p_series_id, max(t.ts) - interval '10 seconds')
  FROM md.private_trade t WHERE t.series_id = p_series_id HAVING count(*) > 0;
  INSERT INTO md.private_audit_log (action, subject, records) VALUES ('TRADES_WRITTEN', s.symbol, stored + superseded);
END $$;

CREATE FUNCTION md.private_ingest_quotes(
  p_series_id integer, p_ts timestamptz[], p_ts_nanos smallint[], p_seq bigint[], p_bid numeric[], p_ask numeric[],
  p_bid_size numeric[], p_ask_size numeric[], p_known timestamptz[],
  OUT stored integer, OUT repeated integer, OUT rejected integer, OUT superseded integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  s         md.private_series := md.private_lock(p_series_id);
  v_minutes timestamptz[];
  v_known   timestamptz[];
BEGIN
  SELECT count(*) INTO rejected
  FROM unnest(p_ts, p_ts_nanos, p_seq, p_bid, p_ask, p_bid_size, p_ask_size)
    AS g (ts, ts_nanos, seq, bid, ask, bid_size, ask_size)
  JOIN md.private_quote q ON q.series_id = p_series_id AND q.ts = g.ts AND q.ts_nanos = g.ts_nanos AND q.seq = g.seq
  WHERE (q.bid, q.ask, q.bid_size, q.ask_size) IS DISTINCT FROM (g.bid, g.ask, g.bid_size, g.ask_size);
  WITH kept AS (
    INSERT INTO md.private_quote (series_id, ts, ts_nanos, seq, bid, ask, bid_size, ask_size, known)
    SELECT p_series_id, g.ts, g.ts_nanos, g.seq, g.bid, g.ask, g.bid_size, g.ask_size, g.known
    FROM unnest(p_ts, p_ts_nanos, p_seq, p_bid, p_ask, p_bid_size, p_ask_size, p_known)
      AS g (ts, ts_nanos, seq, bid, ask, bid_size, ask_size, known)
    ORDER BY g.known
    ON CONFLICT DO NOTHING
    RETURNING ts, known
  ), touched AS (
    SELECT md.private_minute_of(s, k.ts, 0::smallint) AS minute, max(k.known) AS known
    FROM kept k WHERE s.basis = 'QUOTES' GROUP BY 1
  )
  SELECT (SELECT count(*) FROM kept), array_agg(t.minute), array_agg(t.known) INTO stored, v_minutes, v_known
  FROM touched t WHERE t.minute IS NOT NULL;
  repeated := cardinality(p_ts) - stored - rejected;
  superseded := 0;
  IF v_minutes IS NOT NULL THEN
    PERFORM md.private_rebuild(p_series_id, v_minutes, v_known);
  END IF;
  IF stored > 0 THEN
    INSERT INTO md.private_audit_log (action, subject, records) VALUES ('QUOTES_WRITTEN', s.symbol, stored);
  END IF;
END $$;

CREATE FUNCTION md.private_ingest_bars(
  p_series_id integer, p_ts timestamptz[], p_known timestamptz[], p_seq bigint[], p_op text[], p_open numeric[],
  p_high numeric[], p_low numeric[], p_close numeric[], p_volume numeric[], p_notional numeric[], p_count bigint[],
  OUT stored integer, OUT repeated integer, OUT rejected integer, OUT superseded integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  s         md.private_series := md.private_lock(p_series_id);
  v_minutes timestamptz[];
  v_known   timestamptz[];
BEGIN
  WITH kept AS (
    INSERT INTO md.private_provider_bar
      (series_id, ts, known, seq, op, open, high, low, close, volume, notional, trade_count)
    SELECT p_series_id, g.ts, g.known, g.seq, g.op, g.open, g.high, g.low, g.close, g.volume, g.notional, g.trades
    FROM unnest(p_ts, p_known, p_seq, p_op, p_open, p_high, p_low, p_close, p_volume, p_notional, p_count)
      AS g (ts, known, seq, op, open, high, low, close, volume, notional, trades)
    WHERE NOT EXISTS (
      -- Told again as it stood at that time: nothing new.
      SELECT FROM (
        SELECT p.* FROM md.private_provider_bar p
        WHERE p.series_id = p_series_id AND p.ts = g.ts AND (p.known, p.seq) <= (g.known, g.seq)
        ORDER BY p.known DESC, p.seq DESC LIMIT 1) p
      WHERE p.op = g.op AND (g.op = 'DELETE' OR
        (p.open, p.high, p.low, p.close, p.volume, p.notional, p.trade_count) IS NOT DISTINCT FROM
        (g.open, g.high, g.low, g.close, g.volume, g.notional, g.trades)))
    ON CONFLICT DO NOTHING
    RETURNING ts, known, seq
  ), touched AS (
    SELECT k.ts AS minute, max(k.known) AS known FROM kept k
    WHERE s.basis = 'BARS' AND md.private_minute_of(s, k.ts, 0::smallint) = k.ts GROUP BY 1
  )
  SELECT (SELECT count(*) FROM kept), array_agg(t.minute), array_agg(t.known) INTO stored, v_minutes, v_known
  FROM touched t;
  SELECT count(*) INTO rejected
  FROM unnest(p_ts, p_known, p_seq, p_op, p_open, p_high, p_low, p_close, p_volume, p_notional, p_count)
    AS g (ts, known, seq, op, open, high, low, close, volume, notional, trades)
  JOIN md.private_provider_bar p
    ON p.series_id = p_series_id AND p.ts = g.ts AND p.known = g.known AND p.seq = g.seq
  WHERE p.op <> g.op OR (g.op <> 'DELETE' AND
    (p.open, p.high, p.low, p.close, p.volume, p.notional, p.trade_count) IS DISTINCT FROM
    (g.open, g.high, g.low, g.close, g.volume, g.notional, g.trades));
  repeated := cardinality(p_ts) - stored - rejected;
  superseded := 0;
  IF v_minutes IS NOT NULL THEN
    INSERT INTO md.private_restatement (series_id, minute, known)
    SELECT p_series_id, p.ts, max(p.known) FROM md.private_provider_bar p
    WHERE p.series_id = p_series_id AND p.ts = ANY (v_minutes) GROUP BY p.ts HAVING count(*) > 1
    ON CONFLICT DO NOTHING;
    PERFORM md.private_rebuild(p_series_id, v_minutes, v_known);
  END IF;
  IF stored > 0 THEN
    INSERT INTO md.private_audit_log (action, subject, records) VALUES ('BARS_WRITTEN', s.symbol, stored);
  END IF;
END $$;

REVOKE ALL ON FUNCTION md.private_rebuild, md.private_minute_of, md.private_lock, md.private_ingest_trades,
  md.private_ingest_quotes, md.private_ingest_bars FROM PUBLIC;
GRANT EXECUTE ON FUNCTION md.private_ingest_trades, md.private_ingest_quotes, md.private_ingest_bars TO tidemark_app;
