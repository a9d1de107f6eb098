-- Bars computed from what they are made of: for corrections, and to prove the incremental ones.

-- The session that a series has at an instant; no row outside every session.
CREATE FUNCTION md.session_at(p_calendar text, p_at timestamptz) RETURNS SETOF md.calendar_session
LANGUAGE sql STABLE AS $$
  SELECT * FROM (
    SELECT * FROM md.calendar_session
    WHERE calendar = p_calendar AND opens <= p_at ORDER BY opens DESC LIMIT 1) s
  WHERE p_at < s.closes
$$;

-- (bid + ask) / 2 at scale 8, half even, as the program's kernels have it.
CREATE FUNCTION md.mid(p_bid numeric, p_ask numeric) RETURNS numeric
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN mod((p_bid + p_ask) * 100000000, 4) = 3
              THEN round((p_bid + p_ask) * 0.5, 8)
              ELSE trunc((p_bid + p_ask) * 0.5, 8) END
$$;

-- Minute of the grid that a trade belongs to; null if to none. Sessions open on whole minutes.
CREATE FUNCTION md.minute_of(p_series_id integer, p_ts timestamptz, p_flags integer) RETURNS timestamptz
LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    (SELECT date_bin('1 minute', p_ts, '2000-01-01T00:00:00Z') FROM md.session_at(s.calendar, p_ts)),
    (SELECT c.closes - interval '1 minute' FROM md.session_at(s.calendar, p_ts - interval '5 minutes') c
     WHERE s.include_closing_auction AND p_flags & 8 <> 0 AND p_ts >= c.closes))
  FROM md.series s WHERE s.series_id = p_series_id
$$;

-- The prices and sizes that form the bar of a minute, whatever the series is made of.
CREATE FUNCTION md.minute_bars(p_series integer[], p_minutes timestamptz[]) RETURNS SETOF md.bar_1m
LANGUAGE sql STABLE SET search_path = md, pg_temp AS $$
  WITH slot AS MATERIALIZED (
    SELECT m.series_id, m.minute, c.session_date, c.closes, s.basis, s.include_closing_auction, s.calendar,
           c.first_minute + (extract(epoch FROM m.minute - c.opens) / 60)::bigint AS grid_no
    FROM unnest(p_series, p_minutes) AS m (series_id, minute)
    JOIN md.series s USING (series_id)
    CROSS JOIN LATERAL md.session_at(s.calendar, m.minute) c)
  SELECT s.series_id, s.minute, s.minute + interval '1 minute', s.session_date, s.grid_no, false,
         (b.priced[1]).price, b.high, b.low, (b.priced[b.n]).price, (b.priced[b.n]).price::float8,
         (b.priced[1]).ts, (b.priced[1]).ts_nanos, (b.priced[1]).seq, (b.priced[1]).trade_id,
         (b.priced[b.n]).ts, (b.priced[b.n]).ts_nanos, (b.priced[b.n]).seq, (b.priced[b.n]).trade_id,
         b.volume, b.notional, b.bought, b.sold, b.trades, b.min_known, b.max_known, 0, now()
  FROM slot s
  CROSS JOIN LATERAL (
    SELECT array_agg(ROW(t.*)::md.trade ORDER BY t.ts, t.ts_nanos, t.seq, t.trade_id) FILTER (WHERE t.flags & 1 = 0) AS priced,
           (count(*) FILTER (WHERE t.flags & 1 = 0))::integer AS n,
           max(t.price) FILTER (WHERE t.flags & 3 <> 3) AS high,
           min(t.price) FILTER (WHERE t.flags & 3 <> 3) AS low,
           coalesce(sum(t.size) FILTER (WHERE t.flags & 4 = 0), 0) AS volume,
           coalesce(sum(t.price * t.size) FILTER (WHERE t.flags & 4 = 0), 0) AS notional,
           coalesce(sum(t.size) FILTER (WHERE t.flags & 4 = 0 AND t.side = 1), 0) AS bought,
           coalesce(sum(t.size) FILTER (WHERE t.flags & 4 = 0 AND t.side = 2), 0) AS sold,
           count(*) FILTER (WHERE t.flags & 4 = 0) AS trades,
           min(t.known) AS min_known, max(t.known) AS max_known
    FROM (
      SELECT * FROM md.trade r
      WHERE r.series_id = s.series_id AND r.price > 0
        AND r.ts >= s.minute AND r.ts < s.minute + interval '1 minute'
      UNION ALL
      SELECT * FROM md.trade r
      WHERE s.include_closing_auction AND s.minute + interval '1 minute' = s.closes
        AND r.series_id = s.series_id AND r.price > 0 AND r.flags & 8 <> 0
        AND r.ts >= s.closes AND r.ts < s.closes + interval '5 minutes'
        AND NOT EXISTS (SELECT FROM md.session_at(s.calendar, r.ts))) t) b
  WHERE s.basis = 'TRADES' AND b.min_known IS NOT NULL
  UNION ALL
  SELECT s.series_id, s.minute, s.minute + interval '1 minute', s.session_date, s.grid_no, false,
         b.mids[1], b.high, b.low, b.mids[b.n], b.mids[b.n]::float8,
         (b.quotes[1]).ts, (b.quotes[1]).ts_nanos, (b.quotes[1]).seq, '',
         (b.quotes[b.n]).ts, (b.quotes[b.n]).ts_nanos, (b.quotes[b.n]).seq, '',
         0, 0, 0, 0, 0, b.min_known, b.max_known, 0, now()
  FROM slot s
  CROSS JOIN LATERAL (
    SELECT array_agg(q ORDER BY q.ts, q.ts_nanos, q.seq) AS quotes,
           array_agg(md.mid(q.bid, q.ask) ORDER BY q.ts, q.ts_nanos, q.seq) AS mids,
           count(*)::integer AS n, max(md.mid(q.bid, q.ask)) AS high, min(md.mid(q.bid, q.ask)) AS low,
           min(q.known) AS min_known, max(q.known) AS max_known
    FROM md.quote q
    WHERE q.series_id = s.series_id AND q.valid
      AND q.ts >= s.minute AND q.ts < s.minute + interval '1 minute') b
  WHERE s.basis = 'QUOTES' AND b.n > 0
  UNION ALL
  SELECT s.series_id, s.minute, s.minute + interval '1 minute', s.session_date, s.grid_no, false,
         b.open, b.high, b.low, b.close, b.close::float8,
         s.minute, 0, 0, '', s.minute, 0, 0, '',
         coalesce(b.volume, 0), b.notional, coalesce(b.buy_volume, 0), coalesce(b.sell_volume, 0),
         coalesce(b.trade_count, 0), b.known, b.known, 0, now()
  FROM slot s
  CROSS JOIN LATERAL (
    SELECT * FROM md.provider_bar p
    WHERE p.series_id = s.series_id AND p.ts = s.minute
    ORDER BY p.known DESC, p.seq DESC LIMIT 1) b
  WHERE s.basis = 'BARS' AND b.op = 'UPSERT'
$$;

-- Longer bars with these labels, from the minutes.
CREATE FUNCTION md.longer_bars(p_seconds integer, p_series integer[], p_labels timestamptz[])
RETURNS SETOF md.bar_1m
LANGUAGE sql STABLE SET search_path = md, pg_temp AS $$
  SELECT m.series_id, m.label, e.t_close, c.session_date,
         c.first_minute + (extract(epoch FROM m.label - c.opens) / 60)::bigint,
         p_seconds < 86400 AND e.t_close - m.label < make_interval(secs => p_seconds),
         (b.priced[1]).open, b.high, b.low, (b.priced[b.n]).close, (b.priced[b.n]).close::float8,
         (b.priced[1]).open_ts, (b.priced[1]).open_nanos, (b.priced[1]).open_seq, (b.priced[1]).open_id,
         (b.priced[b.n]).close_ts, (b.priced[b.n]).close_nanos, (b.priced[b.n]).close_seq, (b.priced[b.n]).close_id,
         b.volume, b.notional, b.bought, b.sold, b.trades, b.min_known, b.max_known, 0, now()
  FROM unnest(p_series, p_labels) AS m (series_id, label)
  JOIN md.series s USING (series_id)
  CROSS JOIN LATERAL md.session_at(s.calendar, m.label) c
  CROSS JOIN LATERAL (
    SELECT CASE WHEN p_seconds = 86400 THEN c.closes
                ELSE least(m.label + make_interval(secs => p_seconds), c.closes) END AS t_close) e
  CROSS JOIN LATERAL (
    SELECT array_agg(r ORDER BY r.ts) FILTER (WHERE r.open IS NOT NULL) AS priced,
           (count(*) FILTER (WHERE r.open IS NOT NULL))::integer AS n,
           max(r.high) AS high, min(r.low) AS low, sum(r.volume) AS volume,
           CASE WHEN bool_and(r.notional IS NOT NULL) THEN sum(r.notional) END AS notional,
           sum(r.buy_volume) AS bought, sum(r.sell_volume) AS sold, sum(r.trade_count)::bigint AS trades,
           min(r.min_known) AS min_known, max(r.max_known) AS max_known
    FROM md.bar_1m r
    WHERE r.series_id = m.series_id AND r.ts >= m.label AND r.ts < e.t_close) b
  WHERE b.min_known IS NOT NULL
$$;

CREATE TABLE md.level (
  timeframe text PRIMARY KEY,
  relation  text NOT NULL,
  seconds   integer NOT NULL
);
INSERT INTO md.level VALUES
  ('1m', 'bar_1m', 60), ('5m', 'bar_5m', 300), ('15m', 'bar_15m', 900),
  ('1h', 'bar_1h', 3600), ('4h', 'bar_4h', 14400), ('1d', 'bar_1d', 86400);
GRANT SELECT ON md.level TO tidemark_app, tidemark_worker, tidemark_ingest;

-- Computes the bars of one level with these labels anew and stores what differs. What a closed bar
-- said before is kept when the record that changes it was known more than 15 s after its close
-- (QUANT 1.5: 10 s of watermark, 5 s of idling).
CREATE FUNCTION md.rebuild_level(
  p_timeframe text, p_series integer[], p_labels timestamptz[], p_known timestamptz[]) RETURNS void
LANGUAGE plpgsql SET search_path = md, pg_temp AS $$
DECLARE
  v_level   md.level;
  v_content text := '(%1$s.open, %1$s.high, %1$s.low, %1$s.close, %1$s.volume, %1$s.notional,'
                    ' %1$s.buy_volume, %1$s.sell_volume, %1$s.trade_count)';
BEGIN
  SELECT * INTO STRICT v_level FROM md.level WHERE timeframe = p_timeframe;
  EXECUTE format($sql$
    WITH touched AS MATERIALIZED (
      SELECT * FROM unnest($1, $2, $3) AS u (series_id, ts, known)),
    fresh AS MATERIALIZED (SELECT * FROM %2$s),
    old AS MATERIALIZED (
      SELECT b.*, t.known, f.ts IS NULL AS gone,
             t.known > b.t_close + interval '15 seconds'
             AND (f.ts IS NULL OR %3$s IS DISTINCT FROM %4$s) AS revised
      FROM touched t
      JOIN md.%1$I b USING (series_id, ts)
      LEFT JOIN fresh f USING (series_id, ts)),
    kept AS (
      INSERT INTO md.bar_revision (timeframe, series_id, ts, revision, t_close, partial, open, high, low, close,
        volume, notional, buy_volume, sell_volume, trade_count, max_known, replaced_known)
      SELECT %5$L, series_id, ts, revision, t_close, partial, open, high, low, close,
        volume, notional, buy_volume, sell_volume, trade_count, max_known, known
      FROM old WHERE revised),
    dropped AS (
      DELETE FROM md.%1$I b USING old o WHERE o.gone AND b.series_id = o.series_id AND b.ts = o.ts)
    INSERT INTO md.%1$I
    SELECT f.series_id, f.ts, f.t_close, f.session_date, f.grid_no, f.partial, f.open, f.high, f.low, f.close,
           f.close_f8, f.open_ts, f.open_nanos, f.open_seq, f.open_id, f.close_ts, f.close_nanos, f.close_seq,
           f.close_id, f.volume, f.notional, f.buy_volume, f.sell_volume, f.trade_count, f.min_known, f.max_known,
           CASE WHEN o.ts IS NOT NULL THEN o.revision + o.revised::integer
                ELSE (SELECT coalesce(max(r.revision) + 1, 0) FROM md.bar_revision r
                      WHERE r.series_id = f.series_id AND r.timeframe = %5$L AND r.ts = f.ts) END,
           f.updated_at
    FROM fresh f LEFT JOIN old o USING (series_id, ts)
    ORDER BY f.series_id, f.ts
    ON CONFLICT (series_id, ts) DO UPDATE SET
      (t_close, session_date, grid_no, partial, open, high, low, close, close_f8,
       open_ts, open_nanos, open_seq, open_id, close_ts, close_nanos, close_seq, close_id,
       volume, notional, buy_volume, sell_volume, trade_count, min_known, max_known, revision, updated_at)
      = (excluded.t_close, excluded.session_date, excluded.grid_no, excluded.partial, excluded.open,
         excluded.high, excluded.low, excluded.close, excluded.close_f8,
         excluded.open_ts, excluded.open_nanos, excluded.open_seq, excluded.open_id,
         excluded.close_ts, excluded.close_nanos, excluded.close_seq, excluded.close_id,
         excluded.volume, excluded.notional, excluded.buy_volume, excluded.sell_volume, excluded.trade_count,
         excluded.min_known, excluded.max_known, excluded.revision, excluded.updated_at)
    $sql$,
    v_level.relation,
    CASE WHEN p_timeframe = '1m' THEN 'md.minute_bars($1, $2)'
         ELSE format('md.longer_bars(%s, $1, $2)', v_level.seconds) END,
    format(v_content, 'b'), format(v_content, 'f'), p_timeframe)
  USING p_series, p_labels, p_known;
END $$;

-- The number of a bar that is made anew: after those it had before it vanished.
CREATE FUNCTION md.next_revision(p_timeframe text, p_series_id integer, p_ts timestamptz) RETURNS integer
LANGUAGE sql STABLE AS $$
  SELECT coalesce(max(revision) + 1, 0) FROM md.bar_revision
  WHERE series_id = p_series_id AND timeframe = p_timeframe AND ts = p_ts
$$;

-- Computes minutes, and every longer bar they are in, anew. Pairs may repeat.
CREATE FUNCTION md.rebuild(p_series integer[], p_minutes timestamptz[], p_known timestamptz[]) RETURNS void
LANGUAGE plpgsql SET search_path = md, pg_temp AS $$
DECLARE
  v_level  md.level;
  v_series integer[];
  v_labels timestamptz[];
  v_known  timestamptz[];
BEGIN
  FOR v_level IN SELECT * FROM md.level ORDER BY seconds LOOP
    SELECT array_agg(series_id), array_agg(label), array_agg(known)
    INTO v_series, v_labels, v_known
    FROM (
      SELECT m.series_id, l.label, max(m.known) AS known
      FROM unnest(p_series, p_minutes, p_known) AS m (series_id, minute, known)
      JOIN md.series s USING (series_id)
      CROSS JOIN LATERAL md.session_at(s.calendar, m.minute) c
      CROSS JOIN LATERAL (
        SELECT CASE WHEN v_level.seconds = 86400 THEN c.opens
                    ELSE date_bin(make_interval(secs => v_level.seconds), m.minute, c.opens) END AS label) l
      GROUP BY m.series_id, l.label
      ORDER BY m.series_id, l.label) x;
    EXIT WHEN v_series IS NULL;
    PERFORM md.rebuild_level(v_level.timeframe, v_series, v_labels, v_known);
  END LOOP;
END $$;

-- Computes all bars of a series that overlap [p_from, p_to) anew; returns the number of minutes.
CREATE FUNCTION md.recompute(p_series_id integer, p_from timestamptz, p_to timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = md, pg_temp AS $$
DECLARE
  v_session md.calendar_session;
  v_series  md.series;
  v_minutes timestamptz[];
  v_total   bigint := 0;
BEGIN
  SELECT * INTO STRICT v_series FROM md.series WHERE series_id = p_series_id;
  PERFORM md.lock_series(ARRAY[p_series_id]);
  FOR v_session IN
    SELECT * FROM md.calendar_session
    WHERE calendar = v_series.calendar AND opens < p_to AND closes + interval '5 minutes' > p_from
    ORDER BY opens
  LOOP
    SELECT array_agg(DISTINCT minute) INTO v_minutes FROM (
      SELECT ts AS minute FROM md.bar_1m
      WHERE series_id = p_series_id AND ts >= v_session.opens AND ts < v_session.closes
      UNION ALL
      SELECT date_bin('1 minute', ts, '2000-01-01T00:00:00Z') FROM md.trade
      WHERE v_series.basis = 'TRADES' AND series_id = p_series_id
        AND ts >= v_session.opens AND ts < v_session.closes
      UNION ALL
      SELECT v_session.closes - interval '1 minute' WHERE v_series.include_closing_auction
      UNION ALL
      SELECT date_bin('1 minute', ts, '2000-01-01T00:00:00Z') FROM md.quote
      WHERE v_series.basis = 'QUOTES' AND series_id = p_series_id
        AND ts >= v_session.opens AND ts < v_session.closes
      UNION ALL
      SELECT ts FROM md.provider_bar
      WHERE v_series.basis = 'BARS' AND series_id = p_series_id
        AND ts >= v_session.opens AND ts < v_session.closes) m;
    CONTINUE WHEN v_minutes IS NULL;
    PERFORM md.rebuild(
      array_fill(p_series_id, ARRAY[cardinality(v_minutes)]), v_minutes,
      array_fill(now(), ARRAY[cardinality(v_minutes)]));
    v_total := v_total + cardinality(v_minutes);
  END LOOP;
  RETURN v_total;
END $$;
REVOKE ALL ON FUNCTION md.recompute FROM PUBLIC;
GRANT EXECUTE ON FUNCTION md.recompute TO tidemark_ingest;

GRANT SELECT ON md.trade, md.quote, md.bar_1m, md.bar_5m, md.bar_15m, md.bar_1h, md.bar_4h, md.bar_1d,
  md.trade_version, md.restatement, md.provider_bar, md.dead_letter TO tidemark_ingest;
