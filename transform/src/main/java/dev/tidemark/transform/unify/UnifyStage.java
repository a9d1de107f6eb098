package dev.tidemark.transform.unify;

import dev.tidemark.core.time.Timeframe;
import dev.tidemark.lake.BatchSource;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.Commit;
import dev.tidemark.lake.CommitRequest;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Snapshot;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.Txn;
import dev.tidemark.transform.SilverConfig;
import dev.tidemark.transform.bars.BarRows;
import dev.tidemark.transform.bars.Names;
import dev.tidemark.transform.bars.UnifiedWriter;
import dev.tidemark.transform.progress.Change;
import dev.tidemark.transform.progress.ChangeLog;
import dev.tidemark.transform.progress.Instruments;
import dev.tidemark.transform.progress.LabelRanges;
import dev.tidemark.transform.progress.LabelRanges.Range;
import dev.tidemark.transform.progress.Rules;
import dev.tidemark.transform.progress.SeriesKey;
import dev.tidemark.transform.work.OrderedWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The unified bars of one timeframe: what changed in the sources, and the timelines anew. */
final class UnifyStage {
  private static final String OPERATION = "UNIFY";

  private final Timeframe timeframe;
  private final Sources sources;
  private final SilverConfig config;
  private final Table table;
  private final Snapshot stored;
  private final Rules rules;
  private final StageProgress progress;
  private final Names names = new Names();
  private final AtomicLong read = new AtomicLong();

  UnifyStage(Timeframe timeframe, Sources sources, Instruments instruments, SilverConfig config) {
    this.timeframe = timeframe;
    this.sources = sources;
    this.config = config;
    this.table = sources.unified();
    this.stored = table.latest();
    this.progress = StageProgress.read(table, timeframe);
    this.rules =
        Rules.of(
            progress.id("rules"),
            "unify 1 " + config.providers() + config.settle() + instruments.calendarVersions());
  }

  /** What the stage did. */
  record Outcome(boolean full, long series, long read, long written, long late) {}

  Outcome run(boolean full) {
    if (full || !rules.hold(table)) {
      return rebuild();
    }
    Optional<SourceChanges> changes = sources.changes(timeframe, stored, progress, config);
    return changes.isEmpty() ? rebuild() : increment(changes.get());
  }

  private CommitRequest request(String kind) {
    CommitRequest request = CommitRequest.of(OPERATION).with("build", kind).with(rules.txn());
    for (Map.Entry<String, Long> version : sources.versions(timeframe, stored).entrySet()) {
      request = request.with(Txn.set(progress.id(version.getKey()), version.getValue()));
    }
    return request;
  }

  // ---- everything

  private Outcome rebuild() {
    List<OrderedWork.Task> tasks = new ArrayList<>();
    TreeSet<String> symbols = sources.instruments(timeframe, stored);
    for (String symbol : symbols) {
      tasks.add(out -> rebuild(new SeriesKey(symbol, timeframe), out::accept));
    }
    boolean empty = stored.scan(anyRow()).rows().isEmpty();
    if (symbols.isEmpty() && empty && progress.consumed().isEmpty()) {
      return new Outcome(true, 0, 0, 0, 0);
    }
    CommitRequest request = ChangeLog.recordWhole(request("full"), List.of(timeframe));
    Commit commit =
        empty
            ? table.append(new OrderedWork(tasks, config.threads()), request)
            : table.overwrite(
                Predicate.eq("timeframe", timeframe.code()),
                new OrderedWork(tasks, config.threads()),
                request);
    return new Outcome(true, symbols.size(), read.get(), commit.rows(), 0);
  }

  private ScanRequest anyRow() {
    return ScanRequest.columns("known_time")
        .where(Predicate.eq("timeframe", timeframe.code()))
        .limit(1);
  }

  private void rebuild(SeriesKey series, Consumer<ColumnBatch> out) {
    UnifiedWriter writer = new UnifiedWriter(names, series.instrument(), timeframe);
    winners(series, SeriesScans.EVERYTHING, block -> out.accept(writer.write(block)));
  }

  private void winners(SeriesKey series, Range range, Consumer<BarRows> out) {
    WinnerOrder order = new WinnerOrder(new ProviderRanks(config.providers()), names);
    LabelMerge merge = new LabelMerge(new WinnerTimeline(order));
    List<RowStream> streams = sources.candidates(series, range, stored, config, names);
    try {
      merge.run(streams, out);
    } finally {
      streams.forEach(RowStream::close);
    }
    read.addAndGet(merge.read());
  }

  // ---- what changed

  private Outcome increment(SourceChanges changes) {
    if (changes.nothingNew()) {
      return new Outcome(false, 0, 0, 0, 0);
    }
    SortedMap<String, List<Replacement>> found = new TreeMap<>();
    List<OrderedWork.Task> tasks = new ArrayList<>();
    for (Map.Entry<String, LabelRanges> entry : changes.labels().entrySet()) {
      SeriesKey series = new SeriesKey(entry.getKey(), timeframe);
      List<Replacement> replacements = new ArrayList<>();
      found.put(entry.getKey(), replacements);
      tasks.add(
          out ->
              entry.getValue().ranges().stream()
                  .map(range -> replacement(series, range))
                  .flatMap(Optional::stream)
                  .forEach(replacements::add));
    }
    drain(new OrderedWork(tasks, config.threads()));
    return commit(changes, found.values().stream().flatMap(List::stream).toList());
  }

  private static void drain(OrderedWork work) {
    try (work) {
      for (ColumnBatch batch = work.next(); batch != null; batch = work.next()) {
        throw new IllegalStateException("no batches are made here");
      }
    }
  }

  private Outcome commit(SourceChanges changes, List<Replacement> replacements) {
    if (replacements.isEmpty() && !changes.advances()) {
      return new Outcome(false, changes.labels().size(), read.get(), 0, changes.late());
    }
    List<ColumnBatch> batches = new ArrayList<>();
    List<Predicate> where = new ArrayList<>();
    List<Change> log = new ArrayList<>();
    boolean removes = false;
    for (Replacement replacement : replacements) {
      SeriesKey series = replacement.change().series();
      batches.add(
          new UnifiedWriter(names, series.instrument(), timeframe).write(replacement.rows()));
      where.add(SeriesScans.unifiedRows(series, replacement.range()));
      log.add(replacement.change());
      removes |= replacement.removes();
    }
    CommitRequest request = ChangeLog.record(request("increment"), log);
    Commit commit =
        removes
            ? table.overwrite(new Predicate.Or(where), BatchSource.of(batches), request)
            : table.append(batches, request);
    return new Outcome(false, changes.labels().size(), read.get(), commit.rows(), changes.late());
  }

  /** The timelines of a range anew, cut down to where they differ from the stored ones. */
  private Optional<Replacement> replacement(SeriesKey series, Range range) {
    BarRows fresh = new BarRows();
    winners(series, range, fresh::addAll);
    BarRows old = SeriesScans.readAll(SeriesScans.unified(stored, series, range, names));
    return Replacement.of(series, old, fresh);
  }
}
