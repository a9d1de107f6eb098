-- What the live job computed goes with the records it was computed of: when the horizon of a series
-- moves, its bars, features and alerts from before go, too.
CREATE FUNCTION md.drop_cold_stream() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM md.stream_bar b WHERE b.series_id = NEW.series_id AND b.ts < NEW.horizon;
  DELETE FROM md.stream_feature f WHERE f.series_id = NEW.series_id AND f.ts < NEW.horizon;
  DELETE FROM md.stream_alert a WHERE a.series_id = NEW.series_id AND a.ts < NEW.horizon;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION md.drop_cold_stream FROM PUBLIC;

CREATE TRIGGER drop_cold_stream AFTER INSERT OR UPDATE OF horizon ON md.horizon
  FOR EACH ROW EXECUTE FUNCTION md.drop_cold_stream();
