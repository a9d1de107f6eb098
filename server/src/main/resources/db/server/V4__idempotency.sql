-- One row per Idempotency-Key of a tenant: claimed before the request is worked on, linked to what
-- it made in the transaction that made it, and closed with the response that is replayed.
CREATE TABLE tidemark.idempotency (
  tenant_id    text NOT NULL REFERENCES tidemark.tenants,
  key          text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
  request_hash bytea NOT NULL CHECK (length(request_hash) = 32),
  attempt      integer NOT NULL,
  lease_until  timestamptz NOT NULL,
  made         text,
  status       integer,
  headers      text,
  body         bytea,
  created_at   timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, key),
  CHECK ((status IS NULL) = (body IS NULL))
);
CREATE INDEX idempotency_expiry ON tidemark.idempotency (tenant_id, expires_at);

ALTER TABLE tidemark.idempotency ENABLE ROW LEVEL SECURITY;
ALTER TABLE tidemark.idempotency FORCE ROW LEVEL SECURITY;
CREATE POLICY of_tenant ON tidemark.idempotency TO tidemark_app
  USING (tenant_id = NULLIF(current_setting('tidemark.tenant', true), ''));
CREATE POLICY of_owner ON tidemark.idempotency TO tidemark_owner USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON tidemark.idempotency TO tidemark_app;
