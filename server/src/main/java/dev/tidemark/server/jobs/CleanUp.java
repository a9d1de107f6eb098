package dev.tidemark.server.jobs;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Deletes what is only kept for a time: finished jobs, dead workers, and whatever others add. */
public final class CleanUp implements JobHandler {
  public static final String KIND = "clean-up";

  /** How long a finished job is remembered, and with it its dedupe key. */
  public static final Duration KEPT = Duration.ofDays(7);

  /** Something that expires; deletes it in the transaction, as {@code tidemark_worker}. */
  @FunctionalInterface
  public interface Sweep {
    void sweep(Connection connection) throws SQLException;
  }

  private final JobQueue queue;
  private final List<Sweep> sweeps;

  public CleanUp(JobQueue queue, List<Sweep> sweeps) {
    this.queue = queue;
    this.sweeps = List.copyOf(sweeps);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public JobCompletion run(Job job, JobContext context) {
    return connection -> {
      queue.forget(connection, KEPT);
      for (Sweep sweep : sweeps) {
        sweep.sweep(connection);
      }
    };
  }
}
