-- Longer bars that retention drops, and days that are cold for every series.
CREATE FUNCTION md.drop_cold_bars(series integer, cold timestamptz) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  relation text;
BEGIN
  FOREACH relation IN ARRAY ARRAY['bar_5m', 'bar_15m', 'bar_1h', 'bar_4h', 'bar_1d'] LOOP
    EXECUTE format('DELETE FROM md.%I WHERE series_id = $1 AND ts < $2', relation) USING series, cold;
  END LOOP;
END $$;

-- Drops the partitions that end before a time; returns how many. Waits for no one for long.
CREATE FUNCTION md.drop_days(cold timestamptz) RETURNS integer
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET lock_timeout = '2s' AS $$
DECLARE
  day     record;
  dropped integer := 0;
BEGIN
  IF cold IS NULL OR NOT isfinite(cold) THEN
    RETURN 0;
  END IF;
  FOR day IN
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent IN ('md.trade'::regclass, 'md.quote'::regclass)
      AND c.relname ~ '_[0-9]{8}$'
      AND to_date(right(c.relname, 8), 'YYYYMMDD')::timestamp + interval '1 day' <= cold AT TIME ZONE 'UTC'
  LOOP
    EXECUTE format('DROP TABLE md.%I', day.relname);
    dropped := dropped + 1;
  END LOOP;
  RETURN dropped;
END $$;
REVOKE ALL ON FUNCTION md.drop_cold_bars, md.drop_days FROM PUBLIC;
