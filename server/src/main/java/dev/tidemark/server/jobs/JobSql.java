package dev.tidemark.server.jobs;

/** The statements of the queue. */
final class JobSql {
  private static final String FENCE =
      """
       WHERE tenant_id = ? AND job_id = ? AND locked_by = ? AND attempts = ? AND state = 'RUNNING'
      """;

  private static final String MILLIS = "? * interval '1 millisecond'";

  static final String ENQUEUE =
      """
      INSERT INTO tidemark.jobs (tenant_id, job_id, kind, dedupe_key, priority, tenant_limit,
          payload, run_at, max_failures)
      VALUES (?, ?, ?, ?, ?, ?, ?, clock_timestamp() + %s, ?)
      ON CONFLICT DO NOTHING
      """
          .formatted(MILLIS);

  static final String CANCEL =
      """
      UPDATE tidemark.jobs
      SET state = 'CANCELLED', locked_by = NULL, lease_until = NULL,
          finished_at = clock_timestamp()
      WHERE tenant_id = ? AND job_id = ? AND state IN ('QUEUED', 'RUNNING')
      """;

  /** Tenants that wait are walked along the index, so that a long queue of one costs nothing. */
  static final String CLAIM =
      """
      WITH RECURSIVE waiting AS (
        (SELECT tenant_id FROM tidemark.jobs WHERE state = 'QUEUED' ORDER BY tenant_id LIMIT 1)
        UNION ALL
        SELECT (SELECT j.tenant_id FROM tidemark.jobs j
                WHERE j.state = 'QUEUED' AND j.tenant_id > w.tenant_id
                ORDER BY j.tenant_id LIMIT 1)
        FROM waiting w WHERE w.tenant_id IS NOT NULL
      ), candidates AS (
        SELECT q.*, r.n + row_number() OVER
                 (PARTITION BY q.tenant_id ORDER BY q.priority DESC, q.run_at, q.seq) AS share
        FROM waiting w
        CROSS JOIN LATERAL (
          SELECT count(*) AS n FROM tidemark.jobs
          WHERE tenant_id = w.tenant_id AND state = 'RUNNING') r
        CROSS JOIN LATERAL (
          SELECT tenant_id, job_id, priority, run_at, seq, tenant_limit FROM tidemark.jobs
          WHERE tenant_id = w.tenant_id AND state = 'QUEUED' AND kind = ANY (?)
            AND run_at <= statement_timestamp()
          ORDER BY priority DESC, run_at, seq LIMIT ?) q
      ), chosen AS (
        SELECT j.tenant_id, j.job_id, c.priority, c.share, c.run_at, c.seq
        FROM tidemark.jobs j JOIN candidates c USING (tenant_id, job_id)
        WHERE c.share <= c.tenant_limit AND j.state = 'QUEUED'
        ORDER BY c.priority DESC, c.share, c.run_at, c.seq
        LIMIT ? FOR UPDATE OF j SKIP LOCKED
      ), claimed AS (
        UPDATE tidemark.jobs j
        SET state = 'RUNNING', attempts = attempts + 1, locked_by = ?, progress = 0,
            lease_until = clock_timestamp() + %s
        FROM chosen c WHERE j.tenant_id = c.tenant_id AND j.job_id = c.job_id
        RETURNING j.*, c.share
      )
      SELECT * FROM claimed ORDER BY priority DESC, share, run_at, seq
      """
          .formatted(MILLIS);

  static final String HEARTBEAT =
      "UPDATE tidemark.jobs SET lease_until = clock_timestamp() + "
          + MILLIS
          + ", progress = ?"
          + FENCE;

  static final String COMPLETE =
      """
      UPDATE tidemark.jobs
      SET state = 'DONE', locked_by = NULL, lease_until = NULL, progress = 1,
          finished_at = clock_timestamp()
      """
          + FENCE;

  static final String RELEASE =
      """
      UPDATE tidemark.jobs
      SET state = 'QUEUED', locked_by = NULL, lease_until = NULL, progress = 0
      """
          + FENCE;

  static final String RETRY =
      """
      UPDATE tidemark.jobs
      SET state = 'QUEUED', locked_by = NULL, lease_until = NULL, progress = 0,
          failures = failures + 1, run_at = clock_timestamp() + %s, last_error = ?
      """
              .formatted(MILLIS)
          + FENCE
          + " AND failures + 1 < max_failures";

  private static final String LETTER =
      """
      tenant_id, job_id, kind, dedupe_key, priority, tenant_limit, payload, attempts, failures,
      interruptions, max_failures, created_at
      """;

  static final String GIVE_UP =
      "WITH dead AS (DELETE FROM tidemark.jobs "
          + FENCE
          + " RETURNING *) INSERT INTO tidemark.job_dead_letters ("
          + LETTER
          + ", reason) SELECT "
          + LETTER.replace("failures,\ninterruptions", "failures + 1,\ninterruptions")
          + ", ? FROM dead";

  static final String TAKE_OVER =
      """
      UPDATE tidemark.jobs
      SET state = 'QUEUED', last_error = 'worker ' || locked_by || ' stopped', locked_by = NULL,
          lease_until = NULL, progress = 0, interruptions = interruptions + 1
      WHERE (tenant_id, job_id) IN (
          SELECT tenant_id, job_id FROM tidemark.jobs
          WHERE state = 'RUNNING' AND lease_until < clock_timestamp() AND kind = ANY (?)
            AND interruptions + 1 < ?
          FOR UPDATE SKIP LOCKED)
      """;

  static final String GIVE_UP_EXPIRED =
      """
      WITH dead AS (
        DELETE FROM tidemark.jobs
        WHERE (tenant_id, job_id) IN (
            SELECT tenant_id, job_id FROM tidemark.jobs
            WHERE state = 'RUNNING' AND lease_until < clock_timestamp() AND kind = ANY (?)
              AND interruptions + 1 >= ?
            FOR UPDATE SKIP LOCKED)
        RETURNING *
      )
      INSERT INTO tidemark.job_dead_letters (
      """
          + LETTER
          + ", reason) SELECT "
          + LETTER.replace("interruptions", "interruptions + 1")
          + """
          , (interruptions + 1) || ' workers stopped while they ran this job, the last was '
            || locked_by
          FROM dead RETURNING *
          """;

  static final String BEAT =
      """
      INSERT INTO tidemark.workers (worker_id, host, pid, threads, running, draining)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (tenant_id, worker_id) DO UPDATE
      SET running = excluded.running, draining = excluded.draining,
          heartbeat_at = clock_timestamp()
      """;

  static final String FORGET_WORKER = "DELETE FROM tidemark.workers WHERE worker_id = ?";

  static final String FORGET_JOBS =
      "DELETE FROM tidemark.jobs WHERE finished_at < clock_timestamp() - " + MILLIS;

  static final String FORGET_WORKERS =
      "DELETE FROM tidemark.workers WHERE heartbeat_at < clock_timestamp() - " + MILLIS;

  static final String STATS =
      """
      SELECT count(*) FILTER (WHERE state = 'QUEUED' AND run_at <= statement_timestamp()) AS due,
             count(*) FILTER (WHERE state = 'QUEUED' AND run_at > statement_timestamp()) AS delayed,
             count(*) FILTER (WHERE state = 'RUNNING') AS running,
             count(*) FILTER (WHERE state = 'DONE') AS done,
             count(*) FILTER (WHERE state = 'CANCELLED') AS cancelled,
             coalesce(extract(epoch FROM statement_timestamp() - min(run_at) FILTER
                 (WHERE state = 'QUEUED' AND run_at <= statement_timestamp())), 0) AS oldest,
             (SELECT count(*) FROM tidemark.job_dead_letters) AS dead,
             (SELECT count(*) FROM tidemark.workers
              WHERE heartbeat_at > statement_timestamp() - interval '1 minute') AS workers
      FROM tidemark.jobs
      """;

  private JobSql() {}
}
