package dev.tidemark.transform.enrich;

import dev.tidemark.core.time.Timeframe;
import dev.tidemark.lake.Commit;
import dev.tidemark.lake.CommitRequest;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Snapshot;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableStore;
import dev.tidemark.lake.Txn;
import dev.tidemark.lake.catalog.Tables;
import dev.tidemark.transform.BuildMode;
import dev.tidemark.transform.BuildResult;
import dev.tidemark.transform.SilverConfig;
import dev.tidemark.transform.bars.Instants;
import dev.tidemark.transform.progress.Change;
import dev.tidemark.transform.progress.ChangeLog;
import dev.tidemark.transform.progress.Instruments;
import dev.tidemark.transform.progress.Rules;
import dev.tidemark.transform.progress.SeriesKey;
import dev.tidemark.transform.unify.Distinct;
import dev.tidemark.transform.work.OrderedWork;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Builds {@code silver.market_data_enriched}: indicators and regime of every unified bar, folded
 * from the first bar of its series along the grid of its calendar, for every state of knowledge
 * ({@link SeriesReplay}).
 *
 * <p>An increment knows, per series, the first label and the first known time that changed. Rows
 * known before stay; the series is folded on from a carried state before both, or from its epoch
 * when there is none. The rows and the version consumed are one commit.
 */
public final class EnrichBuild {
  private static final String OPERATION = "ENRICH";
  private static final String PROGRESS = "enrich/unified";

  private final TableStore store;
  private final SilverConfig config;
  private final InstantSource clock;

  public EnrichBuild(TableStore store, SilverConfig config, InstantSource clock) {
    this.store = store;
    this.config = config;
    this.clock = clock;
  }

  public BuildResult run(BuildMode mode) {
    Instant started = clock.instant();
    Optional<Table> unified = store.find(Tables.MARKET_DATA_UNIFIED.name());
    if (unified.isEmpty()) {
      return result(started, false, 0, 0, 0, 0, -1);
    }
    Snapshot source = unified.get().latest();
    Instruments instruments = Instruments.read(store);
    Table enriched = store.create(Tables.MARKET_DATA_ENRICHED);
    Rules rules =
        Rules.of(
            "enrich/rules",
            "enrich 1 "
                + Tables.MARKET_DATA_ENRICHED.schema().names()
                + instruments.calendarVersions());
    OptionalLong stored = enriched.transaction(PROGRESS);
    long consumed = stored.orElse(-1);
    Optional<ChangeLog.Changes> changes =
        mode == BuildMode.FULL || !rules.hold(enriched)
            ? Optional.empty()
            : ChangeLog.between(unified.get(), consumed, source.version());
    if (changes.isPresent() && changes.get().isEmpty()) {
      return result(started, false, 0, 0, 0, 0, enriched.latest().version());
    }
    KernelStates states = new KernelStates(store);
    SortedMap<SeriesKey, SeriesWork> work =
        changes.isEmpty()
            ? everything(source)
            : changed(unified.get(), source, consumed, changes.get(), states);
    boolean full = changes.isEmpty();
    CommitRequest request =
        CommitRequest.of(OPERATION)
            .with("build", full ? "full" : "increment")
            .with(rules.txn())
            .with(Txn.set(PROGRESS, source.version()));
    request =
        full
            ? ChangeLog.recordWhole(request, Timeframe.STORED)
            : ChangeLog.record(request, work.values().stream().map(SeriesWork::change).toList());
    Snapshot before = enriched.latest();
    EnrichRun run = new EnrichRun(source, before, instruments, config);
    Commit commit = commit(enriched, before, full, work, run, request);
    states.write(run.states(), source.version(), full);
    return result(
        started,
        full,
        work.size(),
        run.rowsRead(),
        commit.rows(),
        run.offGrid(),
        enriched.latest().version());
  }

  private Commit commit(
      Table enriched,
      Snapshot before,
      boolean full,
      SortedMap<SeriesKey, SeriesWork> work,
      EnrichRun run,
      CommitRequest request) {
    List<Predicate> replaced = new ArrayList<>();
    boolean removes = full && before.rows() > 0;
    for (SeriesWork series : work.values()) {
      Predicate rows = rowsFrom(series);
      removes =
          removes
              || (!full
                  && !before
                      .scan(ScanRequest.columns("known_time").where(rows).limit(1))
                      .rows()
                      .isEmpty());
      replaced.add(rows);
    }
    List<OrderedWork.Task> tasks = new ArrayList<>();
    for (SeriesWork series : work.values()) {
      tasks.add(out -> run.series(series, out));
    }
    try (OrderedWork rows = new OrderedWork(tasks, config.threads())) {
      return removes
          ? enriched.overwrite(full ? Predicate.all() : new Predicate.Or(replaced), rows, request)
          : enriched.append(rows, request);
    }
  }

  /** Stored rows that the work makes anew. */
  private static Predicate rowsFrom(SeriesWork work) {
    return Predicate.and(
        Predicate.eq("instrument", work.series().instrument()),
        Predicate.eq("timeframe", work.series().timeframe().code()),
        work.knownFrom() == Long.MIN_VALUE
            ? Predicate.all()
            : Predicate.ge("known_time", Instants.ofMicros(work.knownFrom())));
  }

  private static SortedMap<SeriesKey, SeriesWork> everything(Snapshot source) {
    SortedMap<SeriesKey, SeriesWork> out = new TreeMap<>();
    for (SeriesKey series : Distinct.series(source)) {
      out.put(series, SeriesWork.fromEpoch(series));
    }
    return out;
  }

  private static SortedMap<SeriesKey, SeriesWork> changed(
      Table unified,
      Snapshot source,
      long consumed,
      ChangeLog.Changes changes,
      KernelStates states) {
    SortedMap<SeriesKey, Change> merged = merge(changes.changes());
    SortedMap<SeriesKey, SeriesWork> out = new TreeMap<>();
    SortedMap<SeriesKey, KernelStates.Carried> carried = states.read(merged.keySet());
    for (Map.Entry<SeriesKey, Change> entry : merged.entrySet()) {
      SeriesKey series = entry.getKey();
      KernelStates.Carried found = carried.get(series);
      Checkpoints checkpoints = new Checkpoints();
      Checkpoint start = Checkpoint.EPOCH;
      if (found != null) {
        // A build killed between its rows and its states left states of an older version.
        Optional<Change> since =
            found.version() == consumed
                ? Optional.of(entry.getValue())
                : ChangeLog.between(unified, Math.min(consumed, found.version()), source.version())
                    .filter(all -> !all.whole().contains(series.timeframe()))
                    .map(all -> merge(all.changes()).get(series));
        if (since.isPresent()) {
          checkpoints = found.checkpoints();
          start = checkpoints.before(since.get().from(), since.get().known());
        }
      }
      out.put(
          series,
          new SeriesWork(
              series, entry.getValue().from(), entry.getValue().known(), start, checkpoints));
    }
    if (!changes.whole().isEmpty()) {
      for (SeriesKey series : Distinct.series(source)) {
        if (changes.whole().contains(series.timeframe())) {
          out.put(series, SeriesWork.fromEpoch(series));
        }
      }
    }
    return out;
  }

  private static SortedMap<SeriesKey, Change> merge(List<Change> changes) {
    SortedMap<SeriesKey, Change> out = new TreeMap<>();
    for (Change change : changes) {
      out.merge(
          change.series(),
          change,
          (a, b) ->
              new Change(
                  a.series(),
                  Math.min(a.from(), b.from()),
                  Math.max(a.to(), b.to()),
                  Math.min(a.known(), b.known())));
    }
    return out;
  }

  private BuildResult result(
      Instant started, boolean full, long series, long read, long written, long off, long version) {
    return new BuildResult(
        Tables.MARKET_DATA_ENRICHED.name(),
        full,
        series,
        read,
        written,
        0,
        off,
        version,
        Duration.between(started, clock.instant()));
  }
}
