-- Tenants, their API keys and what they did. Rows of a tenant are seen in a transaction that has
-- set tidemark.tenant; forced, so that not even the owner of the tables is exempt by accident.

CREATE TABLE tidemark.tenants (
  tenant_id     text PRIMARY KEY CHECK (tenant_id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name          text NOT NULL,
  per_day       integer NOT NULL CHECK (per_day >= 0),
  concurrent    integer NOT NULL CHECK (concurrent >= 0),
  horizon_years integer NOT NULL CHECK (horizon_years BETWEEN 1 AND 5),
  priority      integer NOT NULL,
  created_at    timestamptz NOT NULL
);

CREATE TABLE tidemark.api_keys (
  tenant_id    text NOT NULL REFERENCES tidemark.tenants,
  key_id       text NOT NULL UNIQUE,
  name         text NOT NULL,
  secret_hash  bytea NOT NULL CHECK (length(secret_hash) = 32),
  role         text NOT NULL CHECK (role IN ('READER', 'ANALYST', 'OPERATOR')),
  created_at   timestamptz NOT NULL,
  last_used_at timestamptz,
  revoked_at   timestamptz,
  PRIMARY KEY (tenant_id, key_id)
);

CREATE TABLE tidemark.audit_log (
  tenant_id text NOT NULL REFERENCES tidemark.tenants,
  seq       bigint GENERATED ALWAYS AS IDENTITY,
  at        timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor     text NOT NULL,
  action    text NOT NULL,
  subject   text NOT NULL,
  request   text NOT NULL,
  PRIMARY KEY (tenant_id, seq)
);

ALTER TABLE tidemark.tenants ENABLE ROW LEVEL SECURITY;
ALTER TABLE tidemark.tenants FORCE ROW LEVEL SECURITY;
ALTER TABLE tidemark.api_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE tidemark.api_keys FORCE ROW LEVEL SECURITY;
ALTER TABLE tidemark.audit_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE tidemark.audit_log FORCE ROW LEVEL SECURITY;

CREATE POLICY of_tenant ON tidemark.tenants TO tidemark_app
  USING (tenant_id = NULLIF(current_setting('tidemark.tenant', true), ''));
CREATE POLICY of_tenant ON tidemark.api_keys TO tidemark_app
  USING (tenant_id = NULLIF(current_setting('tidemark.tenant', true), ''));
CREATE POLICY of_tenant ON tidemark.audit_log TO tidemark_app
  USING (tenant_id = NULLIF(current_setting('tidemark.tenant', true), ''));

-- The owner administers all tenants (tidemark keys), workers work for all of them.
CREATE POLICY of_owner ON tidemark.tenants TO tidemark_owner USING (true);
CREATE POLICY of_owner ON tidemark.api_keys TO tidemark_owner USING (true);
CREATE POLICY of_owner ON tidemark.audit_log TO tidemark_owner USING (true);
CREATE POLICY of_worker ON tidemark.tenants TO tidemark_worker USING (true);
CREATE POLICY of_worker ON tidemark.audit_log TO tidemark_worker USING (true);

GRANT SELECT ON tidemark.tenants TO tidemark_app, tidemark_worker;
GRANT SELECT, UPDATE (last_used_at) ON tidemark.api_keys TO tidemark_app;
GRANT SELECT, INSERT ON tidemark.audit_log TO tidemark_app;
GRANT INSERT ON tidemark.audit_log TO tidemark_worker;
-- Append-only for everyone; the owner would have to grant itself the right first.
REVOKE UPDATE, DELETE, TRUNCATE ON tidemark.audit_log FROM tidemark_owner;

-- Who calls is known before the tenant is: one key by its exact id, whoever's it is.
CREATE FUNCTION tidemark.api_key(wanted text)
  RETURNS TABLE (
    tenant_id text, secret_hash bytea, role text, revoked boolean,
    per_day integer, concurrent integer, horizon_years integer, priority integer)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  AS $$
    SELECT k.tenant_id, k.secret_hash, k.role, k.revoked_at IS NOT NULL,
           t.per_day, t.concurrent, t.horizon_years, t.priority
    FROM tidemark.api_keys k JOIN tidemark.tenants t USING (tenant_id)
    WHERE k.key_id = wanted
  $$;
REVOKE ALL ON FUNCTION tidemark.api_key(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tidemark.api_key(text) TO tidemark_app;
