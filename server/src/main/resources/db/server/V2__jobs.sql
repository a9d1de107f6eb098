-- The job queue. A row is claimed with FOR UPDATE SKIP LOCKED under a lease, and finished by whoever
-- still holds it: (job, locked_by, attempts) is the fence. Times are this server's clock.
CREATE TABLE tidemark.jobs (
  tenant_id     text NOT NULL,
  job_id        text NOT NULL,
  seq           bigint GENERATED ALWAYS AS IDENTITY,
  kind          text NOT NULL,
  dedupe_key    text,
  priority      integer NOT NULL,
  -- Most jobs of the tenant that may run at a time, over all workers.
  tenant_limit  integer NOT NULL CHECK (tenant_limit > 0),
  payload       text NOT NULL,
  state         text NOT NULL DEFAULT 'QUEUED'
                CHECK (state IN ('QUEUED', 'RUNNING', 'DONE', 'CANCELLED')),
  run_at        timestamptz NOT NULL,
  -- Claims so far; failures are attempts that ended with an error, interruptions those whose
  -- worker died or was stopped.
  attempts      integer NOT NULL DEFAULT 0,
  failures      integer NOT NULL DEFAULT 0,
  interruptions integer NOT NULL DEFAULT 0,
  max_failures  integer NOT NULL CHECK (max_failures > 0),
  locked_by     text,
  lease_until   timestamptz,
  progress      double precision NOT NULL DEFAULT 0,
  last_error    text,
  created_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
  finished_at   timestamptz,
  PRIMARY KEY (tenant_id, job_id),
  UNIQUE (tenant_id, kind, dedupe_key),
  CHECK ((state = 'RUNNING') = (locked_by IS NOT NULL)),
  CHECK ((state = 'RUNNING') = (lease_until IS NOT NULL)),
  CHECK ((state IN ('DONE', 'CANCELLED')) = (finished_at IS NOT NULL))
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500,
        autovacuum_analyze_scale_factor = 0.05);
CREATE INDEX jobs_waiting ON tidemark.jobs (tenant_id, priority DESC, run_at, seq)
  WHERE state = 'QUEUED';
CREATE INDEX jobs_running ON tidemark.jobs (tenant_id, lease_until) WHERE state = 'RUNNING';
CREATE INDEX jobs_finished ON tidemark.jobs (tenant_id, finished_at) WHERE finished_at IS NOT NULL;

-- Jobs that were given up, with the reason; moved here by the statement that gives up.
CREATE TABLE tidemark.job_dead_letters (
  tenant_id     text NOT NULL,
  job_id        text NOT NULL,
  kind          text NOT NULL,
  dedupe_key    text,
  priority      integer NOT NULL,
  tenant_limit  integer NOT NULL,
  payload       text NOT NULL,
  attempts      integer NOT NULL,
  failures      integer NOT NULL,
  interruptions integer NOT NULL,
  max_failures  integer NOT NULL,
  reason        text NOT NULL,
  created_at    timestamptz NOT NULL,
  died_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (tenant_id, job_id)
);

-- Worker processes; tenant_id is the operator's own, '_system'.
CREATE TABLE tidemark.workers (
  tenant_id    text NOT NULL DEFAULT '_system' CHECK (tenant_id = '_system'),
  worker_id    text NOT NULL,
  host         text NOT NULL,
  pid          bigint NOT NULL,
  threads      integer NOT NULL,
  running      integer NOT NULL,
  draining     boolean NOT NULL,
  started_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  heartbeat_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (tenant_id, worker_id)
);

-- When recurring schedules fire next; the table of the db-scheduler library, without tenants: what a
-- schedule does is to enqueue a job.
CREATE TABLE tidemark.scheduled_tasks (
  task_name            text NOT NULL,
  task_instance        text NOT NULL,
  task_data            bytea,
  execution_time       timestamptz NOT NULL,
  picked               boolean NOT NULL,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures integer,
  last_heartbeat       timestamptz,
  version              bigint NOT NULL,
  priority             smallint,
  PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_execution ON tidemark.scheduled_tasks (execution_time);

ALTER TABLE tidemark.jobs ENABLE ROW LEVEL SECURITY;
ALTER TABLE tidemark.jobs FORCE ROW LEVEL SECURITY;
ALTER TABLE tidemark.job_dead_letters ENABLE ROW LEVEL SECURITY;
ALTER TABLE tidemark.job_dead_letters FORCE ROW LEVEL SECURITY;
ALTER TABLE tidemark.workers ENABLE ROW LEVEL SECURITY;
ALTER TABLE tidemark.workers FORCE ROW LEVEL SECURITY;

CREATE POLICY of_tenant ON tidemark.jobs TO tidemark_app
  USING (tenant_id = NULLIF(current_setting('tidemark.tenant', true), ''));
CREATE POLICY of_tenant ON tidemark.job_dead_letters FOR SELECT TO tidemark_app
  USING (tenant_id = NULLIF(current_setting('tidemark.tenant', true), ''));
CREATE POLICY of_worker ON tidemark.jobs TO tidemark_worker USING (true);
CREATE POLICY of_worker ON tidemark.job_dead_letters TO tidemark_worker USING (true);
CREATE POLICY of_worker ON tidemark.workers TO tidemark_worker USING (true);
CREATE POLICY of_owner ON tidemark.jobs TO tidemark_owner USING (true);
CREATE POLICY of_owner ON tidemark.job_dead_letters TO tidemark_owner USING (true);
CREATE POLICY of_owner ON tidemark.workers TO tidemark_owner USING (true);

GRANT SELECT, INSERT, UPDATE ON tidemark.jobs TO tidemark_app;
GRANT SELECT ON tidemark.job_dead_letters TO tidemark_app;
GRANT SELECT, INSERT, UPDATE, DELETE
  ON tidemark.jobs, tidemark.job_dead_letters, tidemark.workers, tidemark.scheduled_tasks
  TO tidemark_worker;
