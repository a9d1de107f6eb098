package dev.tidemark.server.analysis;

import dev.tidemark.analysis.ledger.Trials;
import dev.tidemark.analysis.result.AnalysisResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Ends a run: once, and for all analyses that wait for it. Whoever comes second, after a take-over
 * say, finds it ended and changes nothing. Thread-safe.
 */
final class RunEnd {
  private final InstantSource clock;

  RunEnd(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * The run has a result, which is stored.
   *
   * @param connection of the worker, in a transaction
   * @param reusable whether the result is that of the run's key
   * @return the analyses that have it now; none if the run had ended before
   */
  List<AnalysisTable.Waiting> succeed(
      Connection connection, Run run, AnalysisResult result, String resultHash, boolean reusable)
      throws SQLException {
    if (!open(connection, run)) {
      return List.of();
    }
    Instant now = now();
    String tenant = run.tenant();
    List<AnalysisTable.Waiting> waiting = AnalysisTable.waitingFor(connection, tenant, run.runId());
    List<TopWindow> windows = TopWindow.of(result);
    String entry = LedgerTable.json(count(connection, run, result, waiting.size()), windows);
    AnalysisTable.succeed(connection, tenant, run.runId(), resultHash, entry, now);
    if (reusable) {
      RunTable.complete(connection, tenant, run.runId(), resultHash, TopWindow.text(windows), now);
    } else {
      RunTable.delete(connection, tenant, run.runId());
    }
    announce(connection, run.runId());
    return waiting;
  }

  /** The run cannot have a result; says whether that was news. */
  boolean fail(Connection connection, Run run, AnalysisView.AnalysisError error)
      throws SQLException {
    if (!open(connection, run)) {
      return false;
    }
    AnalysisTable.fail(connection, run.tenant(), run.runId(), error, now());
    RunTable.delete(connection, run.tenant(), run.runId());
    announce(connection, run.runId());
    return true;
  }

  /** One run per analysis that has the result; what was tried counts once. */
  private static Trials count(Connection connection, Run run, AnalysisResult result, int analyses)
      throws SQLException {
    Trials tried = Trials.NONE;
    for (int i = 0; i < analyses; i++) {
      tried =
          LedgerTable.record(
              connection,
              run.tenant(),
              result.params().ticker(),
              run.cacheKey(),
              Trials.of(result));
    }
    return tried;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static boolean open(Connection connection, Run run) throws SQLException {
    Optional<Run> locked = RunTable.lock(connection, run.tenant(), run.runId());
    return locked.isPresent() && locked.get().resultHash() == null;
  }

  private static void announce(Connection connection, String runId) throws SQLException {
    try (PreparedStatement notify = connection.prepareStatement("SELECT pg_notify(?, ?)")) {
      notify.setString(1, CompletionListener.CHANNEL);
      notify.setString(2, runId);
      notify.execute();
    }
  }
}
