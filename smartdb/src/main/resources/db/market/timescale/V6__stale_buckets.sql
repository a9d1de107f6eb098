-- Half hours whose one-minute bars changed after they may have been materialised. Duplicates are
-- meant: a refresh removes exactly the rows it has seen.
CREATE TABLE md.stale_bucket (
  stale_id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  series_id integer NOT NULL,
  bucket    timestamptz NOT NULL
);
CREATE INDEX stale_bucket_series ON md.stale_bucket (series_id, bucket);

-- Everything before "until" may be materialised.
CREATE TABLE md.refresh_fence (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  until    timestamptz NOT NULL
);
INSERT INTO md.refresh_fence (until) VALUES ('-infinity');

-- What must be noted by the transaction that wrote bars. The lock is held until its end, shared among
-- writers, and taken exclusively for the moment in which the fence moves: whoever read the old fence
-- has committed before the refresh begins, so the refresh sees his rows.
CREATE FUNCTION md.stale_before() RETURNS timestamptz
LANGUAGE plpgsql SET search_path = md, pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(8387794216731798632);
  -- An older snapshot could show an older fence.
  RETURN CASE current_setting('transaction_isolation')
    WHEN 'read committed' THEN (SELECT f.until FROM md.refresh_fence f) ELSE 'infinity' END;
END
$$;
REVOKE ALL ON FUNCTION md.stale_before() FROM PUBLIC;

CREATE FUNCTION md.note_stale() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = md, pg_catalog, pg_temp AS $$
DECLARE
  fence timestamptz := md.stale_before();
BEGIN
  INSERT INTO md.stale_bucket (series_id, bucket)
  SELECT DISTINCT c.series_id, date_bin('30 minutes', c.ts, '2000-01-01 00:00:00Z')
  FROM changed c
  WHERE c.ts < fence;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION md.note_stale() FROM PUBLIC;
CREATE TRIGGER stale_after_insert AFTER INSERT ON md.bar_1m REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION md.note_stale();
CREATE TRIGGER stale_after_update AFTER UPDATE ON md.bar_1m REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION md.note_stale();

-- Hypertables have no such trigger for deletions, which are rare: a bar whose last trade was
-- cancelled.
CREATE FUNCTION md.note_stale_deletion() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = md, pg_catalog, pg_temp AS $$
BEGIN
  IF OLD.ts < md.stale_before() THEN
    INSERT INTO md.stale_bucket (series_id, bucket)
    VALUES (OLD.series_id, date_bin('30 minutes', OLD.ts, '2000-01-01 00:00:00Z'));
  END IF;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION md.note_stale_deletion() FROM PUBLIC;
CREATE TRIGGER stale_after_delete AFTER DELETE ON md.bar_1m
  FOR EACH ROW EXECUTE FUNCTION md.note_stale_deletion();

-- Moves the fence to the newest half hour and says which notes the refresh to come will have seen.
-- Commit, refresh the three aggregates up to "until", then call md.refreshed.
CREATE FUNCTION md.begin_refresh(OUT until timestamptz, OUT last_stale_id bigint)
LANGUAGE plpgsql SET search_path = md, pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(8387794216731798632);
  UPDATE md.refresh_fence f
  SET until = greatest(f.until, (SELECT date_bin('30 minutes', max(b.ts), '2000-01-01 00:00:00Z') FROM md.bar_1m b))
  RETURNING f.until INTO begin_refresh.until;
  SELECT coalesce(max(s.stale_id), 0) INTO last_stale_id FROM md.stale_bucket s;
END
$$;
REVOKE ALL ON FUNCTION md.begin_refresh() FROM PUBLIC;

CREATE FUNCTION md.refreshed(seen bigint) RETURNS bigint
LANGUAGE sql SET search_path = md, pg_catalog, pg_temp AS $$
  WITH gone AS (DELETE FROM md.stale_bucket WHERE stale_id <= seen RETURNING 1)
  SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION md.refreshed(bigint) FROM PUBLIC;
