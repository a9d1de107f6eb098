-- Retention: what is older than the hot window is dropped here (the lake has it) and the horizon of
-- each series says so, so that nothing silently answers with less.

-- Moves the horizon of every series that has data: to the open of the last session that began at
-- least a window before its newest event, so that no bar loses a part of it. Horizons never go back.
CREATE FUNCTION md.move_horizons(hot interval) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO md.horizon AS h (series_id, horizon)
  SELECT s.series_id, c.opens
  FROM md.series s
  CROSS JOIN LATERAL (
    SELECT greatest(
      (SELECT t.ts FROM md.trade t WHERE t.series_id = s.series_id ORDER BY t.ts DESC LIMIT 1),
      (SELECT q.ts FROM md.quote q WHERE q.series_id = s.series_id ORDER BY q.ts DESC LIMIT 1),
      (SELECT b.ts FROM md.bar_1m b WHERE b.series_id = s.series_id ORDER BY b.ts DESC LIMIT 1)) AS ts) newest
  CROSS JOIN LATERAL (
    SELECT c.opens FROM md.calendar_session c
    WHERE c.calendar = s.calendar AND c.opens <= newest.ts - $1 ORDER BY c.opens DESC LIMIT 1) c
  -- A series that has nothing so old loses nothing.
  WHERE EXISTS (SELECT FROM md.trade t WHERE t.series_id = s.series_id AND t.ts < c.opens)
     OR EXISTS (SELECT FROM md.quote q WHERE q.series_id = s.series_id AND q.ts < c.opens)
     OR EXISTS (SELECT FROM md.bar_1m b WHERE b.series_id = s.series_id AND b.ts < c.opens)
     OR EXISTS (SELECT FROM md.horizon o WHERE o.series_id = s.series_id)
  ON CONFLICT (series_id) DO UPDATE SET horizon = greatest(h.horizon, excluded.horizon)
$$;

-- Before this time every series that has data is past its horizon.
CREATE FUNCTION md.expired_before() RETURNS timestamptz
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT min(coalesce(h.horizon, '-infinity'))
  FROM md.series s LEFT JOIN md.horizon h USING (series_id)
  WHERE EXISTS (SELECT FROM md.trade t WHERE t.series_id = s.series_id)
     OR EXISTS (SELECT FROM md.quote q WHERE q.series_id = s.series_id)
     OR EXISTS (SELECT FROM md.bar_1m b WHERE b.series_id = s.series_id)
$$;

-- Deletes what a series still has before its horizon; returns the number of trades, quotes and
-- minutes. Of a trade told more than once every record stays as long as one of them is hot.
CREATE FUNCTION md.drop_cold(series integer) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  cold    timestamptz;
  dropped bigint;
  total   bigint := 0;
BEGIN
  PERFORM md.lock_series(ARRAY[$1]);
  SELECT h.horizon INTO cold FROM md.horizon h WHERE h.series_id = $1;
  IF cold IS NULL THEN
    RETURN 0;
  END IF;
  DELETE FROM md.trade t WHERE t.series_id = $1 AND t.ts < cold;
  GET DIAGNOSTICS dropped = ROW_COUNT;
  total := total + dropped;
  DELETE FROM md.quote q WHERE q.series_id = $1 AND q.ts < cold;
  GET DIAGNOSTICS dropped = ROW_COUNT;
  total := total + dropped;
  PERFORM md.drop_cold_bars($1, cold);
  DELETE FROM md.bar_1m b WHERE b.series_id = $1 AND b.ts < cold;
  GET DIAGNOSTICS dropped = ROW_COUNT;
  total := total + dropped;
  DELETE FROM md.provider_bar p WHERE p.series_id = $1 AND p.ts < cold;
  DELETE FROM md.bar_revision r WHERE r.series_id = $1 AND r.ts < cold;
  DELETE FROM md.restatement r WHERE r.series_id = $1 AND r.minute < cold;
  DELETE FROM md.large_trade l WHERE l.series_id = $1 AND l.ts < cold;
  DELETE FROM md.trade_version v
  WHERE v.series_id = $1 AND v.ts < cold
    AND NOT EXISTS (
      SELECT FROM md.trade_version o
      WHERE o.series_id = v.series_id AND o.trade_id = v.trade_id AND o.ts >= cold);
  RETURN total;
END $$;

REVOKE ALL ON FUNCTION md.move_horizons, md.expired_before, md.drop_cold FROM PUBLIC;
