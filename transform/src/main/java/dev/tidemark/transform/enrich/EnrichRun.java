package dev.tidemark.transform.enrich;

import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.Scan;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Snapshot;
import dev.tidemark.transform.SilverConfig;
import dev.tidemark.transform.bars.BarRows;
import dev.tidemark.transform.bars.Instants;
import dev.tidemark.transform.bars.Names;
import dev.tidemark.transform.progress.Instruments;
import dev.tidemark.transform.progress.LabelRanges.Range;
import dev.tidemark.transform.progress.SeriesKey;
import dev.tidemark.transform.unify.RowStream;
import dev.tidemark.transform.unify.SeriesScans;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Folds the series of one build. Safe for any thread: each series is worked on by one. */
final class EnrichRun {
  private final Snapshot source;
  private final Snapshot before;
  private final Instruments instruments;
  private final SilverConfig config;
  private final Names names = new Names();
  private final Map<SeriesKey, Checkpoints> states = new ConcurrentHashMap<>();
  private final AtomicLong rowsRead = new AtomicLong();
  private final AtomicLong offGrid = new AtomicLong();

  EnrichRun(Snapshot source, Snapshot before, Instruments instruments, SilverConfig config) {
    this.source = source;
    this.before = before;
    this.instruments = instruments;
    this.config = config;
  }

  Map<SeriesKey, Checkpoints> states() {
    return states;
  }

  long rowsRead() {
    return rowsRead.get();
  }

  long offGrid() {
    return offGrid.get();
  }

  void series(SeriesWork work, Consumer<ColumnBatch> out) {
    TradingCalendar calendar = instruments.calendar(work.series().instrument());
    Timeframe timeframe = work.series().timeframe();
    GridPositions grid = new CalendarGrid(calendar, timeframe);
    BarFold fold =
        new IndicatorFold(timeframe == Timeframe.M1 ? calendar.minutesPerYear() : Double.NaN);
    FeatureBatches sink = new FeatureBatches(work.series(), names, work.knownFrom(), out);
    Checkpoints carried =
        work.start().epoch() ? pass(work, grid, fold, sink) : replay(work, grid, fold, sink);
    sink.finish();
    states.put(work.series(), carried);
  }

  private Checkpoints pass(SeriesWork work, GridPositions grid, BarFold fold, FeatureBatches sink) {
    SeriesPass pass =
        new SeriesPass(grid, fold, sink, config.checkpointBars(), cuts(work.series()));
    try (RowStream rows =
        SeriesScans.folded(source, work.series(), SeriesScans.EVERYTHING, names)) {
      for (BarRows block = rows.next(); block != null; block = rows.next()) {
        rowsRead.addAndGet(block.size());
        pass.accept(block);
      }
    }
    offGrid.addAndGet(pass.offGrid());
    return pass.finish();
  }

  /** Where the series can be cut, from its labels and known times alone. */
  private CleanCuts cuts(SeriesKey series) {
    long[] label = new long[1 << 12];
    long[] known = new long[1 << 12];
    int rows = 0;
    try (Scan scan =
        source.scan(
            ScanRequest.columns("event_time", "known_time")
                .where(SeriesScans.unifiedRows(series, SeriesScans.EVERYTHING))
                .orderBy("event_time", "known_time"))) {
      for (ColumnBatch batch = scan.next(); batch != null; batch = scan.next()) {
        int more = rows + batch.rows();
        if (more > label.length) {
          label = Arrays.copyOf(label, Math.max(more, 2 * label.length));
          known = Arrays.copyOf(known, label.length);
        }
        System.arraycopy(batch.longs("event_time"), 0, label, rows, batch.rows());
        System.arraycopy(batch.longs("known_time"), 0, known, rows, batch.rows());
        rows = more;
      }
    }
    return CleanCuts.of(label, known, rows);
  }

  private Checkpoints replay(
      SeriesWork work, GridPositions grid, BarFold fold, FeatureBatches sink) {
    Range after = new Range(work.start().label() + 1, FAR);
    BarRows rows = SeriesScans.readAll(SeriesScans.folded(source, work.series(), after, names));
    rowsRead.addAndGet(rows.size());
    SeriesReplay replay =
        new SeriesReplay(rows, grid, fold, work.start(), sink, config.checkpointBars());
    Map<Long, Integer> stored = storedRevisions(work);
    replay.run(work.knownFrom(), label -> stored.getOrDefault(label, 0));
    offGrid.addAndGet(replay.offGrid());
    Checkpoints carried = work.carried();
    carried.forgetFrom(work.start().label() + 1);
    replay.checkpoints().forEach(carried::add);
    return carried;
  }

  /** A label no bar will have: 9999-12-01. */
  private static final long FAR = 253_399_622_400_000_000L;

  /** Revision of the last row known before the change, by label. */
  private Map<Long, Integer> storedRevisions(SeriesWork work) {
    Map<Long, Integer> out = new HashMap<>();
    before
        .scan(
            ScanRequest.columns("bar_start", "revision")
                .where(
                    Predicate.and(
                        Predicate.eq("instrument", work.series().instrument()),
                        Predicate.eq("timeframe", work.series().timeframe().code()),
                        Predicate.gt("bar_start", Instants.ofMicros(work.start().label())),
                        Predicate.lt("known_time", Instants.ofMicros(work.knownFrom())))))
        .forEachBatch(
            batch -> {
              long[] label = batch.longs("bar_start");
              int[] revision = batch.ints("revision");
              for (int row = 0; row < batch.rows(); row++) {
                out.merge(label[row], revision[row], Math::max);
              }
            });
    return out;
  }
}
