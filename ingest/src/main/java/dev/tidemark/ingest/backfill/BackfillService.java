package dev.tidemark.ingest.backfill;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.ingest.load.CrashPoints;
import dev.tidemark.ingest.load.IngestOptions;
import dev.tidemark.ingest.load.IngestRun;
import dev.tidemark.ingest.provider.Listing;
import dev.tidemark.ingest.provider.Provider;
import dev.tidemark.ingest.provider.Refusal;
import dev.tidemark.ingest.provider.RefusedException;
import dev.tidemark.ingest.provider.Selection;
import dev.tidemark.ingest.provider.Series;
import dev.tidemark.ingest.provider.Source;
import dev.tidemark.lake.TableStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Plans and runs backfills. A run that was stopped at any point, by a crash too, is resumed by
 * running it again: nothing is lost and nothing stored twice. Runs of one process over the same
 * series must not overlap; a second process that tries is turned away with CONFLICT.
 */
public final class BackfillService {

  /** Rows per second assumed by plans. */
  private static final long ASSUMED_RATE = 250_000;

  private static final Duration PER_SOURCE = Duration.ofMillis(5);

  private final TableStore store;
  private final IngestOptions options;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Supplier<String> ids;
  private final CrashPoints crash;

  /**
   * @param clock what time it is: no event may be later
   * @param nanoTime measures how long a run takes
   * @param ids makes ingestion ids
   * @param crash told about phases; {@link CrashPoints#NONE} in production
   */
  public BackfillService(
      TableStore store,
      IngestOptions options,
      InstantSource clock,
      LongSupplier nanoTime,
      Supplier<String> ids,
      CrashPoints crash) {
    this.store = store;
    this.options = options;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.ids = ids;
    this.crash = crash;
  }

  /** Lists what would be read. Looks only at names and beginnings. */
  public BackfillPlan plan(Provider provider, Selection selection) {
    Listing listing = provider.list(selection);
    Map<String, BackfillPlan.PlannedSeries> series = new TreeMap<>();
    long rows = 0;
    long bytes = 0;
    for (Source source : listing.sources()) {
      long sourceRows = Math.max(0, source.estimatedRows());
      long sourceBytes = Math.max(0, source.bytes());
      rows += sourceRows;
      bytes += sourceBytes;
      boolean first = true;
      for (Series one : source.series()) {
        BackfillPlan.PlannedSeries planned =
            new BackfillPlan.PlannedSeries(
                one.provider(),
                one.instrument().symbol(),
                one.type().code(),
                1,
                first ? sourceRows : 0,
                first ? sourceBytes : 0);
        series.merge(one.key(), planned, BackfillService::sum);
        first = false;
      }
    }
    Duration duration =
        Duration.ofMillis(rows * 1_000 / ASSUMED_RATE)
            .plus(PER_SOURCE.multipliedBy(listing.sources().size()));
    return new BackfillPlan(
        provider.info().name(),
        selection,
        List.copyOf(series.values()),
        listing.sources(),
        listing.refusals(),
        rows,
        bytes,
        duration);
  }

  private static BackfillPlan.PlannedSeries sum(
      BackfillPlan.PlannedSeries a, BackfillPlan.PlannedSeries b) {
    return new BackfillPlan.PlannedSeries(
        a.provider(),
        a.instrument(),
        a.type(),
        a.sources() + b.sources(),
        a.rows() + b.rows(),
        a.bytes() + b.bytes());
  }

  /** Reads the sources of a plan into the lake. */
  public BackfillSummary run(Provider provider, BackfillPlan plan, BackfillListener listener) {
    long started = nanoTime.getAsLong();
    String ingestionId = ids.get();
    Instant now = clock.instant();
    List<Refusal> refusals = new ArrayList<>(plan.refusals());
    crash.reached(CrashPoints.Phase.PLANNED, 0);
    int read = 0;
    ExecutorService examiners = examiners();
    try (IngestRun run =
        new IngestRun(
            store, options, plan.selection(), provider.info().mock(), ingestionId, now, crash)) {
      Examinations examinations = new Examinations(examiners, plan.sources());
      for (int i = 0; i < plan.sources().size(); i++) {
        Source source = plan.sources().get(i);
        listener.sourceStarted(source.name(), i + 1, plan.sources().size());
        Optional<Refusal> refused = examinations.of(i);
        crash.reached(CrashPoints.Phase.EXAMINED, i);
        if (refused.isPresent()) {
          refusals.add(refused.get());
          listener.sourceRefused(refused.get());
          continue;
        }
        run.read(source, () -> listener.rowsRead(run.rowsRead(), plan.rows()));
        read++;
      }
      run.flush();
      listener.rowsRead(run.rowsRead(), plan.rows());
      crash.reached(CrashPoints.Phase.FINISHED, 0);
      return new BackfillSummary(
          ingestionId,
          plan.provider(),
          run.outcomes(),
          refusals,
          read,
          run.ignored(),
          run.commitCount(),
          run.filesWritten(),
          Duration.ofNanos(nanoTime.getAsLong() - started));
    } finally {
      examiners.shutdownNow();
    }
  }

  /** Plans and runs in one step. */
  public BackfillSummary run(Provider provider, Selection selection) {
    return run(provider, plan(provider, selection), BackfillListener.NONE);
  }

  private ExecutorService examiners() {
    return Executors.newFixedThreadPool(
        Math.max(1, options.concurrency()),
        task -> {
          Thread thread = new Thread(task, "ingest-examine");
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Looks at the next sources while the current one is read. */
  private final class Examinations {

    private final ExecutorService examiners;
    private final List<Source> sources;
    private final List<Future<Optional<Refusal>>> started = new ArrayList<>();

    Examinations(ExecutorService examiners, List<Source> sources) {
      this.examiners = examiners;
      this.sources = sources;
    }

    Optional<Refusal> of(int index) {
      int ahead = Math.min(sources.size(), index + 1 + Math.max(1, options.concurrency()));
      while (started.size() < ahead) {
        Source source = sources.get(started.size());
        started.add(examiners.submit(() -> examine(source)));
      }
      try {
        return started.get(index).get();
      } catch (ExecutionException failed) {
        if (failed.getCause() instanceof RuntimeException cause) {
          throw cause;
        }
        throw new IllegalStateException(failed.getCause());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw TidemarkException.of(
            ErrorCode.UNAVAILABLE,
            "Backfill was interrupted",
            "the process is being stopped",
            "Run it again: it continues where it stopped",
            interrupted);
      }
    }

    private static Optional<Refusal> examine(Source source) {
      try {
        source.examine();
        return Optional.empty();
      } catch (RefusedException refused) {
        return Optional.of(refused.refusal());
      }
    }
  }
}
