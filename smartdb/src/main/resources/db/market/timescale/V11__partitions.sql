-- TimescaleDB makes its chunks itself.
CREATE FUNCTION md.ensure_partitions(p_from timestamptz, p_to timestamptz) RETURNS integer
LANGUAGE sql IMMUTABLE AS $$
  SELECT 0
$$;
REVOKE ALL ON FUNCTION md.ensure_partitions FROM PUBLIC;
GRANT EXECUTE ON FUNCTION md.ensure_partitions TO tidemark_ingest;

-- Whether an id was told before. A unique index would need the time in it.
CREATE INDEX trade_id ON md.trade (series_id, trade_id);
