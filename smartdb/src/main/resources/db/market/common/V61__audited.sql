-- What changes which market data there are leaves a line in the audit log, whoever does it: a series
-- is made, a part of a source was loaded, a horizon moved.
CREATE FUNCTION md.note_in_audit_log() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  INSERT INTO md.audit_log (action, subject, detail)
  VALUES (TG_ARGV[0], left(coalesce(to_jsonb(NEW) ->> 'symbol', to_jsonb(NEW) ->> 'origin', ''), 256), to_jsonb(NEW));
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION md.note_in_audit_log FROM PUBLIC;

CREATE TRIGGER audited AFTER INSERT ON md.series
  FOR EACH ROW EXECUTE FUNCTION md.note_in_audit_log('SERIES_MADE');
CREATE TRIGGER audited AFTER INSERT OR UPDATE OF horizon ON md.horizon
  FOR EACH ROW EXECUTE FUNCTION md.note_in_audit_log('RETAINED');

DO $$
BEGIN
  IF to_regclass('md.load_progress') IS NOT NULL THEN
    CREATE TRIGGER audited AFTER INSERT OR UPDATE ON md.load_progress
      FOR EACH ROW EXECUTE FUNCTION md.note_in_audit_log('LOADED');
  END IF;
END $$;
