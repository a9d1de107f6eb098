package dev.tidemark.server.jobs;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The queue as SQL. Every method works in the transaction of the connection it is given; nothing is
 * committed here. {@link #enqueue} and {@link #cancel} are for requests (role {@code tidemark_app}
 * with the tenant set, or {@code tidemark_worker}), the rest is for workers.
 */
public final class JobQueue {
  /** Notified, as a hint, when a job was enqueued. */
  static final String CHANNEL = "tidemark_jobs";

  /** One claim at a time: two would both count the same running jobs of a tenant. */
  private static final long CLAIM_LOCK = 0x7469_6465_6a6f_6273L;

  /** What became of an attempt that did not succeed. */
  public enum Verdict {
    RETRY,
    GIVEN_UP,
    /** The job is no longer held by this attempt. */
    NOT_HELD
  }

  /** A job that was given up, and why. */
  public record DeadLetter(Job job, String reason) {}

  private final Retries retries;

  public JobQueue(Retries retries) {
    this.retries = retries;
  }

  /**
   * Enqueues a job; it runs when the transaction has committed.
   *
   * @return false when a job with that id, or with that kind and dedupe key, is there already
   */
  public boolean enqueue(Connection connection, NewJob job) throws SQLException {
    boolean inserted;
    try (PreparedStatement insert = connection.prepareStatement(JobSql.ENQUEUE)) {
      insert.setString(1, job.tenantId());
      insert.setString(2, job.jobId());
      insert.setString(3, job.kind());
      insert.setString(4, job.dedupeKey());
      insert.setInt(5, job.priority());
      insert.setInt(6, job.tenantLimit());
      insert.setString(7, job.payload());
      insert.setLong(8, job.delay().toMillis());
      insert.setInt(9, job.maxFailures());
      inserted = insert.executeUpdate() == 1;
    }
    if (inserted) {
      try (PreparedStatement hint = connection.prepareStatement("SELECT pg_notify(?, '')")) {
        hint.setString(1, CHANNEL);
        hint.execute();
      }
    }
    return inserted;
  }

  /**
   * Cancels a job that is not finished. One that runs learns it with its next heartbeat, and what
   * it does until then is discarded.
   *
   * @return false when there is no such job that is not finished
   */
  public boolean cancel(Connection connection, String tenantId, String jobId) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(JobSql.CANCEL)) {
      update.setString(1, tenantId);
      update.setString(2, jobId);
      return update.executeUpdate() == 1;
    }
  }

  /**
   * Takes jobs that are due: the highest priority first, within it the tenant with the fewest
   * running, then the oldest; never more of a tenant than its limit.
   */
  List<Job> claim(
      Connection connection, String worker, Collection<String> kinds, int most, Duration lease)
      throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
      lock.setLong(1, CLAIM_LOCK);
      lock.execute();
    }
    List<Job> claimed = new ArrayList<>();
    try (PreparedStatement claim = connection.prepareStatement(JobSql.CLAIM)) {
      claim.setArray(1, texts(connection, kinds));
      claim.setInt(2, most);
      claim.setInt(3, most);
      claim.setString(4, worker);
      claim.setLong(5, lease.toMillis());
      try (ResultSet rows = claim.executeQuery()) {
        while (rows.next()) {
          claimed.add(job(rows, worker));
        }
      }
    }
    return claimed;
  }

  /**
   * Extends the leases of jobs and stores their progress.
   *
   * @return those that are still held
   */
  List<String> heartbeat(Connection connection, Collection<RunningJob> running, Duration lease)
      throws SQLException {
    List<String> held = new ArrayList<>();
    for (RunningJob each : running) {
      try (PreparedStatement update = connection.prepareStatement(JobSql.HEARTBEAT)) {
        update.setLong(1, lease.toMillis());
        update.setDouble(2, each.share());
        fence(update, 3, each.job());
        if (update.executeUpdate() == 1) {
          held.add(each.key());
        }
      }
    }
    return held;
  }

  /** False when the job is no longer held; the caller then rolls back. */
  boolean complete(Connection connection, Job job) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(JobSql.COMPLETE)) {
      fence(update, 1, job);
      return update.executeUpdate() == 1;
    }
  }

  /** Gives a job back, to be claimed by another at once. */
  boolean release(Connection connection, Job job) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(JobSql.RELEASE)) {
      fence(update, 1, job);
      return update.executeUpdate() == 1;
    }
  }

  /** Records an attempt that ended with an error: later again, or given up. */
  Verdict fail(Connection connection, Job job, String error, boolean retriable)
      throws SQLException {
    if (retriable) {
      try (PreparedStatement update = connection.prepareStatement(JobSql.RETRY)) {
        update.setLong(1, retries.delay(job.failures() + 1).toMillis());
        update.setString(2, error);
        fence(update, 3, job);
        if (update.executeUpdate() == 1) {
          return Verdict.RETRY;
        }
      }
    }
    try (PreparedStatement move = connection.prepareStatement(JobSql.GIVE_UP)) {
      fence(move, 1, job);
      move.setString(5, error);
      return move.executeUpdate() == 1 ? Verdict.GIVEN_UP : Verdict.NOT_HELD;
    }
  }

  /** Queues the jobs again whose workers let the lease expire; returns how many. */
  int takeOver(Connection connection, Collection<String> kinds) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(JobSql.TAKE_OVER)) {
      update.setArray(1, texts(connection, kinds));
      update.setInt(2, retries.maxInterruptions());
      return update.executeUpdate();
    }
  }

  /** Gives up those over which too many workers died. */
  List<DeadLetter> giveUpExpired(Connection connection, Collection<String> kinds)
      throws SQLException {
    List<DeadLetter> dead = new ArrayList<>();
    try (PreparedStatement move = connection.prepareStatement(JobSql.GIVE_UP_EXPIRED)) {
      move.setArray(1, texts(connection, kinds));
      move.setInt(2, retries.maxInterruptions());
      try (ResultSet rows = move.executeQuery()) {
        while (rows.next()) {
          dead.add(new DeadLetter(job(rows, ""), rows.getString("reason")));
        }
      }
    }
    return dead;
  }

  /**
   * Deletes jobs that finished longer ago than this, and workers as long without a sign of life.
   */
  int forget(Connection connection, Duration age) throws SQLException {
    int forgotten = 0;
    for (String sql : List.of(JobSql.FORGET_JOBS, JobSql.FORGET_WORKERS)) {
      try (PreparedStatement delete = connection.prepareStatement(sql)) {
        delete.setLong(1, age.toMillis());
        forgotten += delete.executeUpdate();
      }
    }
    return forgotten;
  }

  /** As {@code tidemark_worker}, who sees all tenants. */
  public QueueStats stats(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(JobSql.STATS);
        ResultSet row = query.executeQuery()) {
      row.next();
      return new QueueStats(
          row.getLong("due"),
          row.getLong("delayed"),
          row.getLong("running"),
          row.getLong("done"),
          row.getLong("cancelled"),
          row.getLong("dead"),
          row.getDouble("oldest"),
          row.getLong("workers"));
    }
  }

  private static Job job(ResultSet row, String worker) throws SQLException {
    return new Job(
        row.getString("tenant_id"),
        row.getString("job_id"),
        row.getString("kind"),
        row.getString("payload"),
        row.getInt("attempts"),
        row.getInt("failures"),
        worker);
  }

  private static void fence(PreparedStatement statement, int first, Job job) throws SQLException {
    statement.setString(first, job.tenantId());
    statement.setString(first + 1, job.jobId());
    statement.setString(first + 2, job.worker());
    statement.setInt(first + 3, job.attempt());
  }

  private static Array texts(Connection connection, Collection<String> values) throws SQLException {
    return connection.createArrayOf("text", values.toArray());
  }
}
