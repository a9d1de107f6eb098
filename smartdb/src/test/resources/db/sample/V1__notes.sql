CREATE TABLE notes (
  tenant_id text NOT NULL,
  id        bigint NOT NULL,
  body      text NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
ALTER TABLE notes FORCE ROW LEVEL SECURITY;
CREATE POLICY app ON notes TO tidemark_app
  USING (tenant_id = NULLIF(current_setting('tidemark.tenant', true), ''));
CREATE POLICY worker ON notes FOR SELECT TO tidemark_worker USING (true);
GRANT SELECT, INSERT ON notes TO tidemark_app;
GRANT SELECT ON notes TO tidemark_worker;
