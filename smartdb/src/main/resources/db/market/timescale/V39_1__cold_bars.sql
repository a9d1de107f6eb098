-- Longer bars follow the minutes: what is gone there is stale in the aggregates at once and gone from
-- them with the next refresh.
CREATE FUNCTION md.drop_cold_bars(series integer, cold timestamptz) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  SELECT
$$;

-- Drops the chunks of trades and quotes that end before a time; returns how many. Minutes are deleted
-- row by row, which the aggregates notice.
CREATE FUNCTION md.drop_days(cold timestamptz) RETURNS integer
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
BEGIN
  IF cold IS NULL OR NOT isfinite(cold) THEN
    RETURN 0;
  END IF;
  RETURN (SELECT count(*) FROM ${timescale}.drop_chunks('md.trade', older_than => cold))
    + (SELECT count(*) FROM ${timescale}.drop_chunks('md.quote', older_than => cold));
END $$;
REVOKE ALL ON FUNCTION md.drop_cold_bars, md.drop_days FROM PUBLIC;

-- Late rows of a compressed chunk are taken whatever their number.
ALTER FUNCTION md.open_staging() RENAME TO open_staging_tables;
REVOKE ALL ON FUNCTION md.open_staging_tables FROM tidemark_ingest;
CREATE FUNCTION md.open_staging() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = md, pg_temp AS $$
BEGIN
  PERFORM pg_catalog.set_config('timescaledb.max_tuples_decompressed_per_dml_transaction', '0', false);
  PERFORM md.open_staging_tables();
END $$;
REVOKE ALL ON FUNCTION md.open_staging FROM PUBLIC;
GRANT EXECUTE ON FUNCTION md.open_staging TO tidemark_ingest;
