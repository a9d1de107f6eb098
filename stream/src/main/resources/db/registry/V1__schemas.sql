-- What the embedded schema registry knows. Rows are only ever added: records in the topics refer to
-- schemas by id for as long as they exist. Nothing here is a tenant's.
CREATE TABLE registry.schema (
  id          integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  fingerprint bytea NOT NULL UNIQUE,
  content     text NOT NULL
);

CREATE TABLE registry.version (
  subject       text NOT NULL,
  version       integer NOT NULL CHECK (version > 0),
  schema_id     integer NOT NULL REFERENCES registry.schema,
  registered_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (subject, version),
  UNIQUE (subject, schema_id)
);
CREATE INDEX version_of_schema ON registry.version (schema_id);

-- Subject '' is the level of those that have none.
CREATE TABLE registry.compatibility (
  subject text PRIMARY KEY,
  level   text NOT NULL
);

GRANT SELECT, INSERT ON registry.schema, registry.version TO tidemark_ingest;
GRANT SELECT, INSERT, UPDATE, DELETE ON registry.compatibility TO tidemark_ingest;
