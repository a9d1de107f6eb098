package dev.tidemark.server.analysis;

import dev.tidemark.analysis.Execution;
import dev.tidemark.analysis.params.AnalysisParams;
import dev.tidemark.analysis.params.ParamsHash;
import dev.tidemark.analysis.params.ParamsReader;
import dev.tidemark.analysis.params.RequestRules;
import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.hash.Sha256;
import dev.tidemark.server.jobs.Job;
import dev.tidemark.server.jobs.JobCompletion;
import dev.tidemark.server.jobs.JobContext;
import dev.tidemark.server.jobs.JobHandler;
import dev.tidemark.smartdb.tenant.TenantTransactions;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes runs; the job's id is that of the run. The same run may be computed again after a crash
 * or a take-over: its files are the same bytes each time, and it ends once, in the transaction that
 * completes the job. Thread-safe.
 */
public final class AnalysisJobHandler implements JobHandler {
  static final String KIND = "analysis";

  private static final Logger LOG = LoggerFactory.getLogger(AnalysisJobHandler.class);

  /** Stored parameters passed the plan of their tenant when they were accepted. */
  private static final ParamsReader STORED =
      new ParamsReader(ticker -> Optional.empty(), RequestRules.LOCAL);

  private final TenantTransactions transactions;
  private final AnalysisParts parts;
  private final Preparation preparation;
  private final ResultKeys keys;
  private final Results results;
  private final RecentResults recent;
  private final RunEnd end;

  /**
   * @param transactions as the worker
   */
  AnalysisJobHandler(
      TenantTransactions transactions,
      AnalysisParts parts,
      Preparation preparation,
      ResultKeys keys,
      Results results,
      RecentResults recent,
      RunEnd end) {
    this.transactions = transactions;
    this.parts = parts;
    this.preparation = preparation;
    this.keys = keys;
    this.results = results;
    this.recent = recent;
    this.end = end;
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** Throws what may work next time; a run that cannot have a result is completed as failed. */
  @Override
  public JobCompletion run(Job job, JobContext context) {
    Optional<Run> found =
        transactions.run(
            job.tenantId(), connection -> RunTable.find(connection, job.tenantId(), job.jobId()));
    if (found.isEmpty() || found.get().resultHash() != null) {
      return JobCompletion.NOTHING;
    }
    Run run = found.get();
    AtomicBoolean unwanted = new AtomicBoolean();
    try {
      return compute(run, unwanted, context);
    } catch (CancellationException e) {
      if (unwanted.get()) {
        return JobCompletion.NOTHING;
      }
      throw e;
    } catch (TidemarkException failure) {
      if (failure.code().retriable()) {
        throw failure;
      }
      LOG.info("Run {} of {} failed: {}", run.runId(), run.tenant(), failure.getMessage());
      return failed(Failures.of(failure), run);
    }
  }

  @Override
  public void gaveUp(Connection connection, Job job, String reason) throws SQLException {
    Optional<Run> run = RunTable.find(connection, job.tenantId(), job.jobId());
    if (run.isPresent()) {
      failed(Failures.abandoned(), run.get()).write(connection);
    }
  }

  private JobCompletion failed(AnalysisView.AnalysisError error, Run run) {
    return connection -> {
      if (end.fail(connection, run, error)) {
        parts.metrics().finished(AnalysisStatus.FAILED);
      }
    };
  }

  private JobCompletion compute(Run run, AtomicBoolean unwanted, JobContext context) {
    AnalysisParams asked = STORED.read(run.params().getBytes(StandardCharsets.UTF_8)).orThrow();
    InstantSource clock = parts.clock();
    RunProgress progress =
        new RunProgress(
            clock,
            parts.settings().progressEvery(),
            share -> {
              context.progress(share);
              store(run, share, unwanted);
            });
    progress.at(Execution.Phase.PREPARE, 0);
    Instant begun = clock.instant();
    BarsCache.Loaded data = preparation.load(asked, run.asKnown());
    phase("load", begun);
    AnalysisParams params = ParamsHash.seeded(asked, data.bars().dataHash());
    PhaseTimes times = new PhaseTimes(clock, parts.metrics());
    AnalysisResult result =
        parts
            .engine()
            .run(
                params,
                data.bars(),
                data.quotes(),
                new Execution(
                    parts.settings().threads(),
                    (phase, share) -> {
                      times.at(phase);
                      progress.at(phase, share);
                    },
                    () -> unwanted.get() || context.cancelled()));
    times.end((double) data.bars().bars() * params.grid().size() * result.pathDraws());
    return store(run, result, keys.key(asked, data).equals(run.cacheKey()));
  }

  /**
   * Stores the files and returns what ends the run.
   *
   * @param reusable false if the data changed after the submission: the result is then that of
   *     other data than the key says, and nobody else gets it
   */
  private JobCompletion store(Run run, AnalysisResult result, boolean reusable) {
    Instant begun = parts.clock().instant();
    Map<ArtifactName, byte[]> files =
        ReportFiles.of(
            result,
            keys.versions(result.params().calendar()),
            new ReportFiles.Origin(run.runId(), run.asKnown(), run.asKnown()));
    begun = phase("report", begun);
    Map<String, byte[]> objects = new HashMap<>();
    files.forEach((name, bytes) -> objects.put(name.key(run.runId()), bytes));
    parts.store().put(objects);
    phase("store", begun);
    String resultHash = Sha256.hex(Objects.requireNonNull(files.get(ArtifactName.RESULT)));
    recent.add(resultHash, result);
    return connection -> {
      List<AnalysisTable.Waiting> answered =
          end.succeed(connection, run, result, resultHash, reusable);
      for (AnalysisTable.Waiting each : answered) {
        parts.metrics().finished(AnalysisStatus.SUCCEEDED);
        results.alias(
            run.runId(),
            new ReportFiles.Origin(each.analysisId(), each.asKnown(), each.createdAt()));
      }
    };
  }

  /** Progress is a courtesy: when it cannot be stored, the run goes on. */
  private void store(Run run, double share, AtomicBoolean unwanted) {
    try {
      boolean wanted =
          transactions.run(
              run.tenant(),
              connection -> AnalysisTable.progress(connection, run.tenant(), run.runId(), share));
      if (!wanted) {
        unwanted.set(true);
      }
    } catch (TidemarkException failure) {
      LOG.debug("Progress of run {} not stored: {}", run.runId(), failure.getMessage());
    }
  }

  private Instant phase(String name, Instant begun) {
    Instant now = parts.clock().instant();
    parts.metrics().phase(name, Duration.between(begun, now));
    return now;
  }
}
