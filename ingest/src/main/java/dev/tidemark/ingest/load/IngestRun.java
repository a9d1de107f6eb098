package dev.tidemark.ingest.load;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.ingest.deadletter.DeadLetterStore;
import dev.tidemark.ingest.provider.RejectReason;
import dev.tidemark.ingest.provider.Selection;
import dev.tidemark.ingest.provider.Series;
import dev.tidemark.ingest.provider.Source;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One run of reading sources into the lake: reading and gating on the caller's thread, committing
 * on another, one group ahead. Close it to commit what is left.
 */
public final class IngestRun implements AutoCloseable {

  private final TableStore store;
  private final IngestOptions options;
  private final Crash crash;
  private final Map<String, SeriesCount> counts = new ConcurrentSkipListMap<>();
  private final List<String> sources = new CopyOnWriteArrayList<>();
  private final Map<Table, Group> open = new LinkedHashMap<>();
  private final SourceReader reader;
  private final GroupCommitter committer;
  private final ExecutorService commits;
  private @Nullable Future<?> pending;
  private boolean failed;

  /**
   * @param mock whether rows are marked as not real
   * @param ingestionId stored with every row of the run
   * @param now when the run reads: no event may be later, restated rows become known then
   */
  public IngestRun(
      TableStore store,
      IngestOptions options,
      Selection selection,
      boolean mock,
      String ingestionId,
      Instant now,
      CrashPoints points) {
    this.store = store;
    this.options = options;
    this.crash = new Crash(points);
    Stamp stamp = new Stamp(ingestionId, now, mock);
    this.committer =
        new GroupCommitter(
            new DeadLetterStore(store),
            new InstrumentRegistry(store, now),
            stamp,
            crash,
            counts,
            sources);
    this.reader =
        new SourceReader(
            new BronzeTables(store),
            options,
            selection,
            counts,
            sources,
            table -> open.computeIfAbsent(table, Group::new),
            now.getEpochSecond() * 1_000_000_000L + now.getNano());
    this.commits =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "ingest-commit");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Reads one source to its end; its last rows may be committed later. */
  public void read(Source source) {
    read(source, () -> {});
  }

  /** As {@link #read(Source)}, running {@code step} after each batch. */
  public void read(Source source, Runnable step) {
    try {
      reader.read(
          source,
          () -> {
            crash.reached(CrashPoints.Phase.BATCH_READ);
            commitWhenLarge();
            step.run();
          });
      crash.reached(CrashPoints.Phase.SOURCE_DONE);
    } catch (RuntimeException | Error failure) {
      failed = true;
      throw failure;
    }
  }

  /** Rows delivered so far. */
  public long rowsRead() {
    return reader.rows();
  }

  /** Commits everything read so far. */
  public void flush() {
    try {
      open.values().stream()
          .sorted(Comparator.comparing(group -> group.table.name().toString()))
          .forEach(this::submit);
      open.clear();
      await();
    } catch (RuntimeException | Error failure) {
      failed = true;
      throw failure;
    }
  }

  /**
   * Waits for a commit that is under way, so that nobody commits for this run once it is closed.
   * What was not flushed is dropped; the next run reads it again.
   */
  @Override
  public void close() {
    commits.close();
    open.clear();
  }

  /** Whether a failure ended the run. */
  public boolean failed() {
    return failed;
  }

  private void commitWhenLarge() {
    int rows = 0;
    Group largest = null;
    for (Group group : open.values()) {
      int size = group.rows + group.rejects.size();
      rows += size;
      if (largest == null || size > largest.rows + largest.rejects.size()) {
        largest = group;
      }
    }
    if (largest != null && rows >= options.groupRows()) {
      open.remove(largest.table);
      submit(largest);
    }
  }

  private void submit(Group group) {
    group.close();
    await();
    pending = commits.submit(() -> committer.commit(group));
  }

  private void await() {
    Future<?> running = pending;
    pending = null;
    if (running == null) {
      return;
    }
    try {
      running.get();
    } catch (ExecutionException thrown) {
      if (thrown.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (thrown.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(thrown.getCause());
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

  /**
   * What happened to each series, by key. Rows in equal stored plus dead letters plus repeated; if
   * they do not, this fails with INTERNAL rather than report numbers that are wrong.
   */
  public List<SeriesOutcome> outcomes() {
    List<SeriesOutcome> out = new ArrayList<>();
    for (SeriesCount count : counts.values()) {
      SeriesOutcome outcome = outcome(count);
      if (outcome.rowsIn() != outcome.stored() + outcome.deadLetters() + outcome.repeated()) {
        throw TidemarkException.of(
                ErrorCode.INTERNAL,
                "Rows do not reconcile",
                "rows in differ from stored plus dead letters plus repeated",
                "Report this; the rows in the lake are committed as counted")
            .withDetail("series", count.series.key())
            .withDetail("outcome", outcome);
      }
      out.add(outcome);
    }
    return out;
  }

  private SeriesOutcome outcome(SeriesCount count) {
    Series series = count.series;
    OptionalLong watermark =
        count.watermarkMicros == Long.MIN_VALUE
            ? new BronzeTables(store).watermark(series)
            : OptionalLong.of(count.watermarkMicros);
    Map<RejectReason, Long> rejects = new TreeMap<>(count.rejects);
    return new SeriesOutcome(
        series.provider(),
        series.instrument().symbol(),
        series.type().code(),
        count.rowsIn,
        count.stored,
        count.dead,
        count.repeated + count.skipped,
        rejects,
        watermark);
  }

  /** Records that were no market rows, not final or outside the time asked for. */
  public long ignored() {
    return reader.ignored();
  }

  public long commitCount() {
    return committer.commits();
  }

  /** Data files written. */
  public long filesWritten() {
    return committer.files();
  }
}
