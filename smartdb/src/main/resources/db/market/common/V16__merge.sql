-- What nobody has told before goes straight into its table, and what it adds to the minutes is
-- merged into the bars: the writer knows then that every row of its batch is new.

GRANT INSERT ON md.trade, md.quote, md.provider_bar TO tidemark_ingest;

-- Adds the staged minutes to the bars of a level. A merge of two parts of a bar does not depend on
-- which comes first: open and close carry their sort keys.
CREATE FUNCTION md.merge_level(p_level md.level, p_late boolean) RETURNS void
LANGUAGE plpgsql SET search_path = md, pg_temp AS $$
BEGIN
  EXECUTE format($sql$
    WITH part AS MATERIALIZED (
      SELECT m.series_id, m.label AS ts, e.t_close, m.session_date,
             m.first_minute + (extract(epoch FROM m.label - m.opens) / 60)::bigint AS grid_no,
             %2$s < 86400 AND e.t_close - m.label < make_interval(secs => %2$s) AS partial,
             %4$s
      FROM (
        SELECT *, CASE WHEN %2$s = 86400 THEN opens
                       ELSE date_bin(make_interval(secs => %2$s), ts, opens) END AS label
        FROM stage_minute) m
      CROSS JOIN LATERAL (
        SELECT CASE WHEN %2$s = 86400 THEN m.closes
                    ELSE least(m.label + make_interval(secs => %2$s), m.closes) END AS t_close) e
      %5$s
      ORDER BY m.series_id, m.label)
    %6$s
    INSERT INTO md.%1$I AS b
      (series_id, ts, t_close, session_date, grid_no, partial, open, high, low, close, close_f8,
       open_ts, open_nanos, open_seq, open_id, close_ts, close_nanos, close_seq, close_id,
       volume, notional, buy_volume, sell_volume, trade_count, min_known, max_known, revision, updated_at)
    SELECT p.series_id, p.ts, p.t_close, p.session_date, p.grid_no, p.partial, p.open, p.high, p.low, p.close,
           p.close::float8, p.open_ts, p.open_nanos, p.open_seq, p.open_id,
           p.close_ts, p.close_nanos, p.close_seq, p.close_id,
           p.volume, p.notional, p.buy_volume, p.sell_volume, p.trade_count, p.min_known, p.max_known,
           (SELECT coalesce(max(r.revision) + 1, 0) FROM md.bar_revision r
            WHERE r.series_id = p.series_id AND r.timeframe = %3$L AND r.ts = p.ts), now()
    FROM part p
    ORDER BY p.series_id, p.ts
    ON CONFLICT (series_id, ts) DO UPDATE SET
      (open, open_ts, open_nanos, open_seq, open_id) = (
        SELECT r.open, r.open_ts, r.open_nanos, r.open_seq, r.open_id
        FROM (SELECT b.open_ts IS NULL
                     OR (excluded.open_ts, excluded.open_nanos, excluded.open_seq, excluded.open_id)
                        < (b.open_ts, b.open_nanos, b.open_seq, b.open_id) AS newer) c
        CROSS JOIN LATERAL (
          SELECT excluded.open, excluded.open_ts, excluded.open_nanos, excluded.open_seq, excluded.open_id
          WHERE c.newer
          UNION ALL
          SELECT b.open, b.open_ts, b.open_nanos, b.open_seq, b.open_id
          WHERE c.newer IS NOT TRUE) r),
      (close, close_f8, close_ts, close_nanos, close_seq, close_id) = (
        SELECT r.close, r.close_f8, r.close_ts, r.close_nanos, r.close_seq, r.close_id
        FROM (SELECT b.close_ts IS NULL
                     OR (excluded.close_ts, excluded.close_nanos, excluded.close_seq, excluded.close_id)
                        > (b.close_ts, b.close_nanos, b.close_seq, b.close_id) AS newer) c
        CROSS JOIN LATERAL (
          SELECT excluded.close, excluded.close_f8, excluded.close_ts, excluded.close_nanos,
                 excluded.close_seq, excluded.close_id
          WHERE c.newer
          UNION ALL
          SELECT b.close, b.close_f8, b.close_ts, b.close_nanos, b.close_seq, b.close_id
          WHERE c.newer IS NOT TRUE) r),
      high = greatest(b.high, excluded.high),
      low = least(b.low, excluded.low),
      volume = b.volume + excluded.volume,
      notional = b.notional + excluded.notional,
      buy_volume = b.buy_volume + excluded.buy_volume,
      sell_volume = b.sell_volume + excluded.sell_volume,
      trade_count = b.trade_count + excluded.trade_count,
      min_known = least(b.min_known, excluded.min_known),
      max_known = greatest(b.max_known, excluded.max_known),
      revision = b.revision + %7$s,
      updated_at = excluded.updated_at
    $sql$,
    p_level.relation, p_level.seconds, p_level.timeframe,
    CASE WHEN p_level.seconds = 60 THEN
      'm.open, m.high, m.low, m.close, m.open_ts, m.open_nanos, m.open_seq, m.open_id, m.close_ts,'
      ' m.close_nanos, m.close_seq, m.close_id, m.volume, m.notional, m.buy_volume, m.sell_volume,'
      ' m.trade_count, m.min_known, m.max_known'
    ELSE
      '(array_agg(m.open ORDER BY m.open_ts))[1] AS open,'
      ' max(m.high) AS high, min(m.low) AS low,'
      ' (array_agg(m.close ORDER BY m.close_ts DESC NULLS LAST))[1] AS close,'
      ' (array_agg(m.open_ts ORDER BY m.open_ts))[1] AS open_ts,'
      ' (array_agg(m.open_nanos ORDER BY m.open_ts))[1] AS open_nanos,'
      ' (array_agg(m.open_seq ORDER BY m.open_ts))[1] AS open_seq,'
      ' (array_agg(m.open_id ORDER BY m.open_ts))[1] AS open_id,'
      ' (array_agg(m.close_ts ORDER BY m.close_ts DESC NULLS LAST))[1] AS close_ts,'
      ' (array_agg(m.close_nanos ORDER BY m.close_ts DESC NULLS LAST))[1] AS close_nanos,'
      ' (array_agg(m.close_seq ORDER BY m.close_ts DESC NULLS LAST))[1] AS close_seq,'
      ' (array_agg(m.close_id ORDER BY m.close_ts DESC NULLS LAST))[1] AS close_id,'
      ' sum(m.volume) AS volume,'
      ' CASE WHEN bool_and(m.notional IS NOT NULL) THEN sum(m.notional) END AS notional,'
      ' sum(m.buy_volume) AS buy_volume, sum(m.sell_volume) AS sell_volume,'
      ' sum(m.trade_count)::bigint AS trade_count,'
      ' min(m.min_known) AS min_known, max(m.max_known) AS max_known'
    END,
    CASE WHEN p_level.seconds = 60 THEN ''
         ELSE 'GROUP BY m.series_id, m.label, e.t_close, m.session_date, m.first_minute, m.opens' END,
    CASE WHEN p_late THEN format($kept$,
      kept AS (
        INSERT INTO md.bar_revision (timeframe, series_id, ts, revision, t_close, partial, open, high, low,
          close, volume, notional, buy_volume, sell_volume, trade_count, max_known, replaced_known)
        SELECT %2$L, b.series_id, b.ts, b.revision, b.t_close, b.partial, b.open, b.high, b.low, b.close,
          b.volume, b.notional, b.buy_volume, b.sell_volume, b.trade_count, b.max_known, p.max_known
        FROM part p JOIN md.%1$I b USING (series_id, ts)
        WHERE p.max_known > b.t_close + interval '15 seconds')
      $kept$, p_level.relation, p_level.timeframe) ELSE '' END,
    CASE WHEN p_late THEN
      '(excluded.max_known > b.t_close + interval ''15 seconds'')::integer' ELSE '0' END);
END $$;

-- Whether any of the staged minutes was told after it had closed.
CREATE FUNCTION md.place_minutes() RETURNS boolean
LANGUAGE plpgsql SET search_path = md, pg_temp AS $$
DECLARE
  v_late boolean;
BEGIN
  PERFORM md.check_staging();
  SELECT bool_or(max_known > ts + interval '75 seconds') INTO v_late FROM stage_minute;
  RETURN coalesce(v_late, false);
END $$;
REVOKE ALL ON FUNCTION md.place_minutes FROM PUBLIC;

-- Adds the staged minutes to the bars of all levels.
CREATE FUNCTION md.merge_minutes() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = md, pg_temp AS $$
DECLARE
  v_level md.level;
  v_late  boolean := md.place_minutes();
BEGIN
  FOR v_level IN SELECT * FROM md.level ORDER BY seconds LOOP
    PERFORM md.merge_level(v_level, v_late);
  END LOOP;
END $$;

-- Locks the series and looks whether any of a few of the batch's trades is there already.
CREATE FUNCTION md.any_told(p_lock integer[], p_series integer[], p_ts timestamptz[], p_id text[])
RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = md, pg_temp AS $$
DECLARE
  v_found boolean;
BEGIN
  PERFORM md.lock_series(p_lock);
  -- The bounds let the planner leave out all other days.
  EXECUTE $sql$
    SELECT EXISTS (
      SELECT FROM unnest($1, $2, $3) AS p (series_id, ts, trade_id)
      CROSS JOIN LATERAL (
        SELECT FROM md.trade t
        WHERE t.series_id = p.series_id AND t.ts = p.ts AND t.trade_id = p.trade_id
          AND t.ts >= $4 AND t.ts <= $5 LIMIT 1) t)
    $sql$ INTO v_found
  USING p_series, p_ts, p_id, (SELECT min(t) FROM unnest(p_ts) t), (SELECT max(t) FROM unnest(p_ts) t);
  RETURN v_found;
END $$;

-- After trades went straight into md.trade: whether more is told about any of them, in versions or
-- as a trade of the day before or after. A span is a series on a day: times and ids of its trades.
CREATE FUNCTION md.any_more_told(
  p_series integer[], p_day timestamptz[], p_from timestamptz[], p_to timestamptz[], p_least text[],
  p_greatest text[]) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = md, pg_temp AS $$
DECLARE
  v_span   record;
  v_day    timestamptz;
  v_found  boolean;
BEGIN
  FOR v_span IN
    SELECT * FROM unnest(p_series, p_day, p_from, p_to, p_least, p_greatest)
      AS s (series_id, day, first_ts, last_ts, least, greatest)
  LOOP
    IF EXISTS (
      SELECT FROM md.trade_version v
      WHERE v.series_id = v_span.series_id
        AND v.trade_id >= v_span.least COLLATE "C" AND v.trade_id <= v_span.greatest COLLATE "C")
    THEN
      EXECUTE $sql$
        SELECT EXISTS (
          SELECT FROM md.trade_version v
          JOIN md.trade t ON t.series_id = v.series_id AND t.trade_id = v.trade_id
          WHERE v.series_id = $1 AND v.trade_id >= $2 COLLATE "C" AND v.trade_id <= $3 COLLATE "C"
            AND t.ts >= $4 AND t.ts < $4 + interval '1 day' AND t.flags & 16 = 0)
        $sql$ INTO v_found USING v_span.series_id, v_span.least, v_span.greatest, v_span.day;
      IF v_found THEN
        RETURN true;
      END IF;
    END IF;
    FOREACH v_day IN ARRAY ARRAY[v_span.day - interval '1 day', v_span.day + interval '1 day'] LOOP
      EXECUTE $sql$
        SELECT EXISTS (
          SELECT FROM md.trade t
          WHERE t.series_id = $1 AND t.ts >= $2 AND t.ts < $2 + interval '1 day'
            AND t.trade_id >= $3 COLLATE "C" AND t.trade_id <= $4 COLLATE "C")
        $sql$ INTO v_found USING v_span.series_id, v_day, v_span.least, v_span.greatest;
      CONTINUE WHEN NOT v_found;
      EXECUTE $sql$
        SELECT EXISTS (
          SELECT FROM md.trade n
          JOIN md.trade t ON t.series_id = n.series_id AND t.trade_id = n.trade_id
          WHERE n.series_id = $1 AND n.ts >= $2 AND n.ts <= $3
            AND t.ts >= $4 AND t.ts < $4 + interval '1 day')
        $sql$ INTO v_found USING v_span.series_id, v_span.first_ts, v_span.last_ts, v_day;
      IF v_found THEN
        RETURN true;
      END IF;
    END LOOP;
  END LOOP;
  RETURN false;
END $$;

-- After bars of a source went straight into md.provider_bar, and their minutes were staged: whether
-- more than one row tells about any of these minutes.
CREATE FUNCTION md.any_bar_told_twice() RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = md, pg_temp AS $$
BEGIN
  PERFORM md.check_staging();
  RETURN EXISTS (
    SELECT FROM stage_minute m
    JOIN md.provider_bar p ON p.series_id = m.series_id AND p.ts = m.ts
    GROUP BY m.series_id, m.ts HAVING count(*) > 1);
END $$;

REVOKE ALL ON FUNCTION md.merge_minutes, md.any_told, md.any_more_told, md.any_bar_told_twice FROM PUBLIC;
GRANT EXECUTE ON FUNCTION md.merge_minutes, md.any_told, md.any_more_told, md.any_bar_told_twice TO tidemark_ingest;
