package dev.tidemark.server.analysis;

import dev.tidemark.analysis.ledger.Trials;
import dev.tidemark.analysis.params.ParamsJson;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.server.jobs.JobQueue;
import dev.tidemark.server.jobs.NewJob;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Accepts analyses in the transaction of the caller. An analysis is answered from the cache, joins
 * the run of its key, or begins one; the unique key of the cache decides which, also between
 * processes. Thread-safe.
 */
final class Submissions {
  /** A run may end between two looks at it, but not again and again. */
  private static final int LOOKS = 5;

  /** A guess: most runs take seconds. */
  private static final long CONCURRENT_RETRY_SECONDS = 5;

  private final JobQueue jobs;

  Submissions(JobQueue jobs) {
    this.jobs = jobs;
  }

  /**
   * An analysis that is stored, if the transaction commits.
   *
   * @param runId of the run that it waits for or was answered from
   */
  record Placed(AnalysisView view, String runId, AnalysisMetrics.Outcome outcome) {}

  /** Stores one analysis. */
  Placed place(Connection connection, NewAnalysis row, Preparation.Ready ready, Caller.Plan plan)
      throws SQLException {
    Run run =
        new Run(
            row.tenant(),
            ready.cacheKey(),
            row.analysisId(),
            new String(ParamsJson.bytes(ready.asked()), StandardCharsets.UTF_8),
            row.asKnown(),
            ready.dataHash(),
            null,
            null);
    for (int look = 0; look < LOOKS; look++) {
      if (RunTable.begin(connection, run, row.createdAt())) {
        AnalysisTable.insert(connection, row, row.queued(), run.runId());
        boolean unused =
            jobs.enqueue(
                connection,
                NewJob.of(row.tenant(), run.runId(), AnalysisJobHandler.KIND, "")
                    .withPriority(plan.priority())
                    .withTenantLimit(Math.max(1, plan.concurrent())));
        return new Placed(row.queued(), run.runId(), AnalysisMetrics.Outcome.MISS);
      }
      Optional<Run> other = RunTable.joinable(connection, row.tenant(), run.cacheKey());
      if (other.isPresent()) {
        return join(connection, row, other.get());
      }
    }
    throw TidemarkException.of(
        ErrorCode.CONFLICT,
        "The analysis could not be placed",
        "runs of the same parameters kept ending while it was looked at",
        "Send the request again");
  }

  /** Stores the members of a batch; the results are in their order. */
  List<Placed> placeAll(
      Connection connection,
      List<NewAnalysis> rows,
      List<Preparation.Ready> members,
      Caller.Plan plan)
      throws SQLException {
    // Two batches that share tickers or keys wait for each other; in one order, never both.
    List<Integer> byKey = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      byKey.add(i);
    }
    byKey.sort(
        Comparator.comparing((Integer i) -> rows.get(i).ticker())
            .thenComparing(i -> members.get(i).cacheKey()));
    Map<Integer, Placed> placed = new TreeMap<>();
    for (int i : byKey) {
      placed.put(i, place(connection, rows.get(i), members.get(i), plan));
    }
    return List.copyOf(placed.values());
  }

  private Placed join(Connection connection, NewAnalysis row, Run run) throws SQLException {
    String resultHash = run.resultHash();
    String topWindows = run.topWindows();
    if (resultHash == null || topWindows == null) {
      AnalysisTable.insert(connection, row, row.queued(), run.runId());
      return new Placed(row.queued(), run.runId(), AnalysisMetrics.Outcome.JOINED);
    }
    Trials tried =
        LedgerTable.record(
            connection, row.tenant(), row.ticker(), run.cacheKey(), Trials.NONE.repeated());
    String ledger = LedgerTable.json(tried, TopWindow.read(topWindows));
    AnalysisView view = row.cached(run.runId(), resultHash, ledger);
    AnalysisTable.insert(connection, row, view, run.runId());
    return new Placed(view, run.runId(), AnalysisMetrics.Outcome.HIT);
  }

  /**
   * Counts what was placed against the plan; comes last, because other submissions of the tenant
   * wait from here on.
   *
   * @param active whether any of it is not finished
   * @throws LimitExceeded if the plan does not allow it
   */
  static void count(Connection connection, Caller caller, int analyses, boolean active, Instant now)
      throws SQLException {
    Limits limits = UsageTable.add(connection, caller, analyses, now);
    if (limits.usedToday() > limits.perDay()) {
      throw new LimitExceeded(perDay(limits.less(analyses, active ? 1 : 0), now));
    }
    if (active && limits.usedConcurrent() > limits.concurrent()) {
      throw new LimitExceeded(
          new LimitReached(
              LimitReached.Kind.CONCURRENT, limits.less(analyses, 1), CONCURRENT_RETRY_SECONDS));
    }
  }

  /**
   * Whether so many more are too many for today already; asked first, so that a refusal costs
   * little.
   */
  static Optional<LimitReached> usedUp(Limits limits, int analyses, Instant now) {
    return limits.usedToday() + analyses > limits.perDay()
        ? Optional.of(perDay(limits, now))
        : Optional.empty();
  }

  private static LimitReached perDay(Limits limits, Instant now) {
    long seconds = Duration.between(now, limits.resetsAt()).toSeconds() + 1;
    return new LimitReached(LimitReached.Kind.PER_DAY, limits, seconds);
  }
}
