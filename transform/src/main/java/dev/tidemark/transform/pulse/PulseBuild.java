package dev.tidemark.transform.pulse;

import dev.tidemark.core.pulse.Pulse;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.Commit;
import dev.tidemark.lake.CommitRequest;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.Scan;
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
import dev.tidemark.transform.unify.Distinct;
import dev.tidemark.transform.work.OrderedWork;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Builds {@code silver.multi_timeframe_analysis}: the pulse at decision times, from what was closed
 * and known by then ({@link PulseSweep}). A row's known time is its decision time; later
 * corrections change later decisions only. An increment decides anew from the first known time that
 * changed.
 */
public final class PulseBuild {
  private static final String PROGRESS = "pulse/enriched";

  /** Rows older than two sessions are stale in every timeframe. */
  private static final int SESSIONS_THAT_COUNT = 3;

  private final TableStore store;
  private final SilverConfig config;
  private final InstantSource clock;
  private final AtomicLong read = new AtomicLong();

  public PulseBuild(TableStore store, SilverConfig config, InstantSource clock) {
    this.store = store;
    this.config = config;
    this.clock = clock;
  }

  public BuildResult run(BuildMode mode) {
    Instant started = clock.instant();
    Optional<Table> enriched = store.find(Tables.MARKET_DATA_ENRICHED.name());
    if (enriched.isEmpty()) {
      return result(started, false, 0, 0, -1);
    }
    Snapshot source = enriched.get().latest();
    Instruments instruments = Instruments.read(store);
    Table table = store.create(Tables.MULTI_TIMEFRAME_ANALYSIS);
    Rules rules =
        Rules.of("pulse/rules", "pulse 1 " + config.pulseBase() + instruments.calendarVersions());
    long consumed = table.transaction(PROGRESS).orElse(-1);
    Optional<ChangeLog.Changes> changes =
        mode == BuildMode.FULL || !rules.hold(table)
            ? Optional.empty()
            : ChangeLog.between(enriched.get(), consumed, source.version())
                .filter(found -> found.whole().isEmpty());
    if (changes.isPresent() && changes.get().isEmpty()) {
      return result(started, false, 0, 0, table.latest().version());
    }
    boolean full = changes.isEmpty();
    SortedMap<String, Long> knownFrom =
        full ? everything(source) : earliest(changes.get().changes());
    CommitRequest request =
        CommitRequest.of("PULSE")
            .with("build", full ? "full" : "increment")
            .with(rules.txn())
            .with(Txn.set(PROGRESS, source.version()));
    Commit commit = commit(table, full, source, instruments, knownFrom, request);
    return result(started, full, knownFrom.size(), commit.rows(), commit.version());
  }

  private static SortedMap<String, Long> everything(Snapshot source) {
    SortedMap<String, Long> out = new TreeMap<>();
    Distinct.instruments(source).forEach(symbol -> out.put(symbol, Long.MIN_VALUE));
    return out;
  }

  private static SortedMap<String, Long> earliest(List<Change> changes) {
    SortedMap<String, Long> out = new TreeMap<>();
    changes.forEach(change -> out.merge(change.series().instrument(), change.known(), Math::min));
    return out;
  }

  private Commit commit(
      Table table,
      boolean full,
      Snapshot source,
      Instruments instruments,
      SortedMap<String, Long> knownFrom,
      CommitRequest request) {
    Snapshot before = table.latest();
    List<Predicate> replaced = new ArrayList<>();
    List<OrderedWork.Task> tasks = new ArrayList<>();
    boolean removes = full && before.rows() > 0;
    for (Map.Entry<String, Long> entry : knownFrom.entrySet()) {
      String symbol = entry.getKey();
      TradingCalendar calendar = instruments.calendar(symbol);
      long first =
          entry.getValue() == Long.MIN_VALUE
              ? Long.MIN_VALUE
              : new DecisionTimes(calendar, config.pulseBase()).atOrAfter(entry.getValue());
      if (first == Long.MAX_VALUE) {
        continue; // the market never opens again: there is nothing to decide
      }
      Predicate rows = decisions(symbol, first);
      replaced.add(rows);
      removes =
          removes
              || (!full
                  && !before
                      .scan(ScanRequest.columns("event_time").where(rows).limit(1))
                      .rows()
                      .isEmpty());
      tasks.add(out -> instrument(source, symbol, calendar, first, out));
    }
    try (OrderedWork rows = new OrderedWork(tasks, config.threads())) {
      return removes
          ? table.overwrite(full ? Predicate.all() : new Predicate.Or(replaced), rows, request)
          : table.append(rows, request);
    }
  }

  private static Predicate decisions(String symbol, long first) {
    Predicate instrument = Predicate.eq("instrument", symbol);
    return first == Long.MIN_VALUE
        ? instrument
        : Predicate.and(instrument, Predicate.ge("event_time", Instants.ofMicros(first)));
  }

  private void instrument(
      Snapshot source,
      String symbol,
      TradingCalendar calendar,
      long first,
      Consumer<ColumnBatch> out) {
    DecisionBatches decisions = new DecisionBatches(symbol, out);
    PulseSweep sweep = new PulseSweep(calendar, config.pulseBase(), first, decisions);
    Map<String, Integer> timeframes = new HashMap<>();
    for (int i = 0; i < Timeframe.STORED.size(); i++) {
      timeframes.put(Timeframe.STORED.get(i).code(), i);
    }
    try (Scan scan = source.scan(request(symbol, calendar, first))) {
      for (ColumnBatch batch = scan.next(); batch != null; batch = scan.next()) {
        read.addAndGet(batch.rows());
        feed(batch, timeframes, sweep);
      }
    }
    sweep.finish();
    decisions.finish();
  }

  private ScanRequest request(String symbol, TradingCalendar calendar, long first) {
    Predicate rows = Predicate.eq("instrument", symbol);
    if (first != Long.MIN_VALUE) {
      long back =
          new DecisionTimes(calendar, config.pulseBase())
              .sessionsBefore(first, SESSIONS_THAT_COUNT);
      rows =
          Predicate.and(
              rows,
              Predicate.or(
                  Predicate.ge("event_time", Instants.ofMicros(back)),
                  Predicate.ge("known_time", Instants.ofMicros(back))));
    }
    return ScanRequest.columns(
            "timeframe",
            "bar_start",
            "event_time",
            "known_time",
            "revision",
            "macd",
            "macd_hist",
            "rsi_14",
            "adx_14",
            "plus_di_14",
            "minus_di_14")
        .where(rows)
        .orderBy("known_time", "event_time", "timeframe", "revision");
  }

  private static void feed(ColumnBatch batch, Map<String, Integer> timeframes, PulseSweep sweep) {
    long[] label = batch.longs("bar_start");
    long[] close = batch.longs("event_time");
    long[] known = batch.longs("known_time");
    int[] revision = batch.ints("revision");
    double[] macd = batch.doubles("macd");
    double[] histogram = batch.doubles("macd_hist");
    double[] rsi = batch.doubles("rsi_14");
    double[] adx = batch.doubles("adx_14");
    double[] plus = batch.doubles("plus_di_14");
    double[] minus = batch.doubles("minus_di_14");
    for (int row = 0; row < batch.rows(); row++) {
      sweep.row(
          timeframes.getOrDefault(batch.string("timeframe", row), 0),
          label[row],
          close[row],
          known[row],
          revision[row],
          Pulse.score(macd[row], histogram[row], rsi[row], adx[row], plus[row], minus[row]));
    }
  }

  private BuildResult result(
      Instant started, boolean full, long instruments, long written, long version) {
    return new BuildResult(
        Tables.MULTI_TIMEFRAME_ANALYSIS.name(),
        full,
        instruments,
        read.get(),
        written,
        0,
        0,
        version,
        Duration.between(started, clock.instant()));
  }
}
