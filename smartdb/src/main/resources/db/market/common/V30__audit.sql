-- Who migrated, loaded or dropped market data. What a line says about its writer are defaults that
-- the writer cannot set; nobody may change or delete a line: the owner would have to grant itself
-- the right first.
CREATE TABLE md.audit_log (
  seq     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at      timestamptz NOT NULL DEFAULT clock_timestamp(),
  role    text NOT NULL DEFAULT current_user,
  login   text NOT NULL DEFAULT session_user,
  action  text NOT NULL CHECK (length(action) BETWEEN 1 AND 64),
  subject text NOT NULL CHECK (length(subject) <= 256),
  detail  jsonb NOT NULL DEFAULT '{}' CHECK (pg_column_size(detail) <= 8192)
);
REVOKE ALL ON md.audit_log FROM tidemark_owner;
GRANT SELECT, INSERT (action, subject, detail) ON md.audit_log TO tidemark_owner, tidemark_worker;
GRANT INSERT (action, subject, detail) ON md.audit_log TO tidemark_ingest;
