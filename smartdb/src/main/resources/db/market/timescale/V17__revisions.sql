-- The writer keeps the minutes only. Of longer bars it keeps what closed ones said before, as on
-- plain PostgreSQL; both contents are computed from the minutes, before and after.
CREATE FUNCTION md.late_labels(p_series integer[], p_minutes timestamptz[], p_known timestamptz[])
RETURNS TABLE (timeframe text, seconds integer, series_id integer, label timestamptz, known timestamptz)
LANGUAGE sql STABLE SET search_path = md, pg_temp AS $$
  SELECT l.timeframe, l.seconds, m.series_id, b.label, max(m.known)
  FROM unnest(p_series, p_minutes, p_known) AS m (series_id, minute, known)
  JOIN md.series s USING (series_id)
  CROSS JOIN LATERAL md.session_at(s.calendar, m.minute) c
  CROSS JOIN md.level l
  CROSS JOIN LATERAL (
    SELECT CASE WHEN l.seconds = 86400 THEN c.opens
                ELSE date_bin(make_interval(secs => l.seconds), m.minute, c.opens) END AS label) b
  WHERE l.seconds > 60
    AND m.known > least(b.label + make_interval(secs => l.seconds), c.closes) + interval '15 seconds'
  GROUP BY l.timeframe, l.seconds, m.series_id, b.label
$$;

-- What those bars say before minutes change.
CREATE FUNCTION md.longer_before(p_series integer[], p_minutes timestamptz[], p_known timestamptz[])
RETURNS md.bar_revision[]
LANGUAGE sql STABLE SET search_path = md, pg_temp AS $$
  WITH late AS MATERIALIZED (SELECT * FROM md.late_labels(p_series, p_minutes, p_known))
  SELECT array_agg(ROW(l.timeframe, b.series_id, b.ts, 0, b.t_close, b.partial, b.open, b.high, b.low, b.close,
    b.volume, b.notional, b.buy_volume, b.sell_volume, b.trade_count, b.max_known, l.known, now())::md.bar_revision)
  FROM (
    SELECT timeframe, seconds, array_agg(series_id) AS series, array_agg(label) AS labels
    FROM late GROUP BY timeframe, seconds) g
  CROSS JOIN LATERAL md.longer_bars(g.seconds, g.series, g.labels) b
  JOIN late l ON l.timeframe = g.timeframe AND l.series_id = b.series_id AND l.label = b.ts
$$;

-- Keeps those of them that say something else now.
CREATE FUNCTION md.keep_longer(p_before md.bar_revision[]) RETURNS void
LANGUAGE sql SET search_path = md, pg_temp AS $$
  INSERT INTO md.bar_revision
  SELECT o.timeframe, o.series_id, o.ts, md.next_revision(o.timeframe, o.series_id, o.ts), o.t_close, o.partial,
    o.open, o.high, o.low, o.close, o.volume, o.notional, o.buy_volume, o.sell_volume, o.trade_count,
    o.max_known, o.replaced_known, o.replaced_at
  FROM unnest(p_before) o
  LEFT JOIN (
    SELECT g.timeframe, b.*
    FROM (
      SELECT l.timeframe, l.seconds, array_agg(v.series_id) AS series, array_agg(v.ts) AS labels
      FROM unnest(p_before) v JOIN md.level l USING (timeframe) GROUP BY l.timeframe, l.seconds) g
    CROSS JOIN LATERAL md.longer_bars(g.seconds, g.series, g.labels) b) n
    ON n.timeframe = o.timeframe AND n.series_id = o.series_id AND n.ts = o.ts
  WHERE (o.open, o.high, o.low, o.close, o.volume, o.notional, o.buy_volume, o.sell_volume, o.trade_count)
    IS DISTINCT FROM
    (n.open, n.high, n.low, n.close, n.volume, n.notional, n.buy_volume, n.sell_volume, n.trade_count)
$$;

CREATE OR REPLACE FUNCTION md.rebuild(p_series integer[], p_minutes timestamptz[], p_known timestamptz[]) RETURNS void
LANGUAGE plpgsql SET search_path = md, pg_temp AS $$
DECLARE
  v_before md.bar_revision[];
  v_series integer[];
  v_labels timestamptz[];
  v_known  timestamptz[];
BEGIN
  SELECT array_agg(series_id), array_agg(minute), array_agg(known) INTO v_series, v_labels, v_known
  FROM (
    SELECT series_id, minute, max(known) AS known
    FROM unnest(p_series, p_minutes, p_known) AS m (series_id, minute, known)
    GROUP BY series_id, minute ORDER BY series_id, minute) m;
  IF v_series IS NULL THEN
    RETURN;
  END IF;
  v_before := md.longer_before(v_series, v_labels, v_known);
  PERFORM md.rebuild_level('1m', v_series, v_labels, v_known);
  PERFORM md.keep_longer(v_before);
END $$;
CREATE OR REPLACE FUNCTION md.merge_minutes() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = md, pg_temp AS $$
DECLARE
  v_level  md.level;
  v_before md.bar_revision[];
  v_late   boolean := md.place_minutes();
BEGIN
  SELECT * INTO STRICT v_level FROM md.level WHERE timeframe = '1m';
  IF v_late THEN
    SELECT md.longer_before(array_agg(m.series_id), array_agg(m.ts), array_agg(m.max_known)) INTO v_before
    FROM stage_minute m;
  END IF;
  PERFORM md.merge_level(v_level, v_late);
  IF v_before IS NOT NULL THEN
    PERFORM md.keep_longer(v_before);
  END IF;
END $$;

-- On PostgreSQL alone the partition of a day has a unique index of ids; here the day is looked at.
ALTER FUNCTION md.any_more_told(integer[], timestamptz[], timestamptz[], timestamptz[], text[], text[])
  RENAME TO any_more_told_elsewhere;
REVOKE ALL ON FUNCTION md.any_more_told_elsewhere FROM tidemark_ingest;
CREATE FUNCTION md.any_more_told(
  p_series integer[], p_day timestamptz[], p_from timestamptz[], p_to timestamptz[], p_least text[],
  p_greatest text[]) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = md, pg_temp AS $$
DECLARE
  v_span  record;
  v_found boolean;
BEGIN
  FOR v_span IN
    SELECT * FROM unnest(p_series, p_day, p_from, p_to, p_least, p_greatest)
      AS s (series_id, day, first_ts, last_ts, least, greatest)
  LOOP
    -- Among the batch's own times, then among ids like its in the rest of the day.
    EXECUTE $sql$
      SELECT EXISTS (
        SELECT FROM md.trade t WHERE t.series_id = $1 AND t.ts >= $2 AND t.ts <= $3
        GROUP BY t.trade_id HAVING count(*) > 1)
      OR EXISTS (
        SELECT FROM md.trade t
        WHERE t.series_id = $1 AND t.ts >= $4 AND t.ts < $4 + interval '1 day' AND (t.ts < $2 OR t.ts > $3)
          AND t.trade_id >= $5 COLLATE "C" AND t.trade_id <= $6 COLLATE "C"
          AND EXISTS (
            SELECT FROM md.trade n
            WHERE n.series_id = $1 AND n.trade_id = t.trade_id AND n.ts >= $2 AND n.ts <= $3))
      $sql$ INTO v_found
      USING v_span.series_id, v_span.first_ts, v_span.last_ts, v_span.day, v_span.least, v_span.greatest;
    IF v_found THEN
      RETURN true;
    END IF;
  END LOOP;
  RETURN md.any_more_told_elsewhere(p_series, p_day, p_from, p_to, p_least, p_greatest);
END $$;
REVOKE ALL ON FUNCTION md.any_more_told FROM PUBLIC;
GRANT EXECUTE ON FUNCTION md.any_more_told TO tidemark_ingest;

REVOKE ALL ON FUNCTION md.late_labels, md.longer_before, md.keep_longer FROM PUBLIC;
