package dev.tidemark.server.analysis;

import dev.tidemark.server.jobs.JobQueue;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Cancels an analysis, and its run when nobody else waits for it. */
final class Cancellation {
  private Cancellation() {}

  /** Returns the id of the run if the analysis was cancelled now. */
  static Optional<String> cancel(
      Connection connection,
      JobQueue jobs,
      String tenant,
      String analysisId,
      Alongside alongside,
      Instant now)
      throws SQLException {
    Optional<String> runId = AnalysisTable.runOf(connection, tenant, analysisId);
    if (runId.isEmpty()) {
      return Optional.empty();
    }
    // The run before its analyses: the order in which completion takes them.
    Optional<Run> run = RunTable.lock(connection, tenant, runId.get());
    if (!AnalysisTable.cancel(connection, tenant, analysisId, now)) {
      return Optional.empty();
    }
    if (run.isPresent() && AnalysisTable.waitingFor(connection, tenant, runId.get()).isEmpty()) {
      RunTable.delete(connection, tenant, runId.get());
      boolean unused = jobs.cancel(connection, tenant, runId.get());
    }
    Optional<AnalysisView> cancelled = AnalysisTable.find(connection, tenant, analysisId);
    if (cancelled.isPresent()) {
      alongside.write(connection, cancelled.get());
    }
    return runId;
  }
}
