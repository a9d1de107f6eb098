-- Makes the partitions of the days in [p_from, p_to] that are missing. A partition is attached, not
-- created in place: that does not stop anyone who reads or writes. Returns how many were made.
CREATE FUNCTION md.ensure_partitions(p_from timestamptz, p_to timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = md, pg_temp SET timezone = 'UTC' AS $$
DECLARE
  v_day  timestamptz;
  v_kind text;
  v_name text;
  v_made integer := 0;
BEGIN
  IF p_to - p_from > interval '20000 days' THEN
    RAISE EXCEPTION 'ensure_partitions: more than 20000 days';
  END IF;
  FOR v_day IN SELECT generate_series(date_trunc('day', p_from), p_to, interval '1 day') LOOP
    FOREACH v_kind IN ARRAY ARRAY['trade', 'quote'] LOOP
      v_name := v_kind || '_' || to_char(v_day, 'YYYYMMDD');
      CONTINUE WHEN to_regclass('md.' || v_name) IS NOT NULL;
      PERFORM pg_advisory_xact_lock(1952738660, 0);
      CONTINUE WHEN to_regclass('md.' || v_name) IS NOT NULL;
      EXECUTE format('CREATE TABLE md.%I (LIKE md.%I INCLUDING ALL)', v_name, v_kind);
      IF v_kind = 'trade' THEN
        -- A trade stands once in a day whatever times were told for it.
        EXECUTE format('CREATE UNIQUE INDEX %I ON md.%I (series_id, trade_id)', v_name || '_id', v_name);
      END IF;
      EXECUTE format(
        'ALTER TABLE md.%I ATTACH PARTITION md.%I FOR VALUES FROM (%L) TO (%L)',
        v_kind, v_name, v_day, v_day + interval '1 day');
      v_made := v_made + 1;
    END LOOP;
  END LOOP;
  RETURN v_made;
END $$;
REVOKE ALL ON FUNCTION md.ensure_partitions FROM PUBLIC;
GRANT EXECUTE ON FUNCTION md.ensure_partitions TO tidemark_ingest;
