-- Analyses, the runs that compute them, and what a tenant has tried.

-- One row per run: a computation that all analyses of the same key share. While result_hash is null
-- the run is under way; the unique key is what makes it the only one. Afterwards the row is the
-- cache entry. A run that fails or is cancelled leaves no row.
CREATE TABLE tidemark.result_cache (
  tenant_id   text NOT NULL REFERENCES tidemark.tenants,
  cache_key   text NOT NULL CHECK (cache_key ~ '^[0-9a-f]{64}$'),
  run_id      text NOT NULL,
  params      text NOT NULL,
  as_known    timestamptz NOT NULL,
  data_hash   text NOT NULL,
  result_hash text CHECK (result_hash ~ '^[0-9a-f]{64}$'),
  top_windows text,
  created_at  timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (tenant_id, cache_key),
  UNIQUE (tenant_id, run_id),
  CHECK ((result_hash IS NULL) = (finished_at IS NULL)),
  CHECK ((result_hash IS NULL) = (top_windows IS NULL))
);

-- run_id is the id of the analysis that began the run; its result is stored under that id.
CREATE TABLE tidemark.analyses (
  tenant_id    text NOT NULL REFERENCES tidemark.tenants,
  analysis_id  text NOT NULL CHECK (analysis_id ~ '^[A-Za-z0-9][A-Za-z0-9-]{0,63}$'),
  run_id       text NOT NULL,
  status       text NOT NULL
               CHECK (status IN ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
  ticker       text NOT NULL,
  as_known     timestamptz NOT NULL,
  created_at   timestamptz NOT NULL,
  finished_at  timestamptz,
  progress     double precision NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 1),
  cached       boolean NOT NULL,
  result_hash  text,
  ledger       text,
  error_reason text,
  error_detail text,
  error_hint   text,
  batch_id     text,
  batch_place  integer,
  PRIMARY KEY (tenant_id, analysis_id),
  CHECK ((status IN ('QUEUED', 'RUNNING')) = (finished_at IS NULL)),
  CHECK ((status = 'SUCCEEDED') = (result_hash IS NOT NULL)),
  CHECK ((status = 'SUCCEEDED') = (ledger IS NOT NULL)),
  CHECK ((status = 'FAILED') = (error_reason IS NOT NULL)),
  CHECK ((batch_id IS NULL) = (batch_place IS NULL))
);
CREATE INDEX analyses_newest ON tidemark.analyses (tenant_id, created_at DESC, analysis_id DESC);
CREATE INDEX analyses_active ON tidemark.analyses (tenant_id, run_id)
  WHERE status IN ('QUEUED', 'RUNNING');
CREATE UNIQUE INDEX analyses_batch ON tidemark.analyses (tenant_id, batch_id, batch_place)
  WHERE batch_id IS NOT NULL;

-- Analyses accepted per UTC day. Its row is also what serialises the tenant's submissions.
CREATE TABLE tidemark.analysis_usage (
  tenant_id text NOT NULL REFERENCES tidemark.tenants,
  day       date NOT NULL,
  accepted  integer NOT NULL CHECK (accepted >= 0),
  PRIMARY KEY (tenant_id, day)
);

-- All that a tenant has tried on a ticker. Session Sharpe ratios of the cells that were tested are
-- kept as their number, sum and sum of squares: a ledger-deflated Sharpe ratio needs their variance.
CREATE TABLE tidemark.trial_ledger (
  tenant_id     text NOT NULL REFERENCES tidemark.tenants,
  ticker        text NOT NULL,
  runs          bigint NOT NULL,
  trials        bigint NOT NULL,
  sharpes       bigint NOT NULL,
  sharpe_sum    double precision NOT NULL,
  sharpe_squares double precision NOT NULL,
  PRIMARY KEY (tenant_id, ticker)
);

-- Keys that the ledger has counted: the same again is another run, but no new trial.
CREATE TABLE tidemark.trial_keys (
  tenant_id text NOT NULL REFERENCES tidemark.tenants,
  ticker    text NOT NULL,
  cache_key text NOT NULL,
  PRIMARY KEY (tenant_id, ticker, cache_key)
);

ALTER TABLE tidemark.result_cache ENABLE ROW LEVEL SECURITY;
ALTER TABLE tidemark.result_cache FORCE ROW LEVEL SECURITY;
ALTER TABLE tidemark.analyses ENABLE ROW LEVEL SECURITY;
ALTER TABLE tidemark.analyses FORCE ROW LEVEL SECURITY;
ALTER TABLE tidemark.analysis_usage ENABLE ROW LEVEL SECURITY;
ALTER TABLE tidemark.analysis_usage FORCE ROW LEVEL SECURITY;
ALTER TABLE tidemark.trial_ledger ENABLE ROW LEVEL SECURITY;
ALTER TABLE tidemark.trial_ledger FORCE ROW LEVEL SECURITY;
ALTER TABLE tidemark.trial_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE tidemark.trial_keys FORCE ROW LEVEL SECURITY;

CREATE POLICY of_tenant ON tidemark.result_cache TO tidemark_app
  USING (tenant_id = NULLIF(current_setting('tidemark.tenant', true), ''));
CREATE POLICY of_tenant ON tidemark.analyses TO tidemark_app
  USING (tenant_id = NULLIF(current_setting('tidemark.tenant', true), ''));
CREATE POLICY of_tenant ON tidemark.analysis_usage TO tidemark_app
  USING (tenant_id = NULLIF(current_setting('tidemark.tenant', true), ''));
CREATE POLICY of_tenant ON tidemark.trial_ledger TO tidemark_app
  USING (tenant_id = NULLIF(current_setting('tidemark.tenant', true), ''));
CREATE POLICY of_tenant ON tidemark.trial_keys TO tidemark_app
  USING (tenant_id = NULLIF(current_setting('tidemark.tenant', true), ''));

CREATE POLICY of_worker ON tidemark.result_cache TO tidemark_worker USING (true);
CREATE POLICY of_worker ON tidemark.analyses TO tidemark_worker USING (true);
CREATE POLICY of_worker ON tidemark.trial_ledger TO tidemark_worker USING (true);
CREATE POLICY of_worker ON tidemark.trial_keys TO tidemark_worker USING (true);

CREATE POLICY of_owner ON tidemark.result_cache TO tidemark_owner USING (true);
CREATE POLICY of_owner ON tidemark.analyses TO tidemark_owner USING (true);
CREATE POLICY of_owner ON tidemark.analysis_usage TO tidemark_owner USING (true);
CREATE POLICY of_owner ON tidemark.trial_ledger TO tidemark_owner USING (true);
CREATE POLICY of_owner ON tidemark.trial_keys TO tidemark_owner USING (true);

-- Locking a row that is only read needs the right to update it.
GRANT SELECT, INSERT, UPDATE, DELETE ON tidemark.result_cache TO tidemark_app, tidemark_worker;
GRANT SELECT, INSERT, UPDATE ON tidemark.analyses TO tidemark_app;
GRANT SELECT, UPDATE ON tidemark.analyses TO tidemark_worker;
GRANT SELECT, INSERT, UPDATE ON tidemark.analysis_usage TO tidemark_app;
GRANT SELECT, INSERT, UPDATE ON tidemark.trial_ledger TO tidemark_app, tidemark_worker;
GRANT SELECT, INSERT ON tidemark.trial_keys TO tidemark_app, tidemark_worker;
