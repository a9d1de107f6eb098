package dev.tidemark.transform.unify;

import dev.tidemark.core.bars.BarRules;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Snapshot;
import dev.tidemark.transform.SilverConfig;
import dev.tidemark.transform.bars.BarField;
import dev.tidemark.transform.bars.BarRows;
import dev.tidemark.transform.bars.Instants;
import dev.tidemark.transform.bars.Names;
import dev.tidemark.transform.bars.Origin;
import dev.tidemark.transform.progress.Instruments;
import dev.tidemark.transform.progress.LabelRanges.Range;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One-minute bars out of trades and quotes, day by day. Longer bars are rolled up from the winning
 * minutes: sums are exact, so that is the same as making them from the ticks. Safe for any thread.
 */
final class Ticks {
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final long MINUTE = 60_000_000L;

  private final Optional<Snapshot> trades;
  private final Optional<Snapshot> quotes;
  private final Instruments instruments;
  private final Map<String, TreeSet<LocalDate>> days = new ConcurrentHashMap<>();

  Ticks(Optional<Snapshot> trades, Optional<Snapshot> quotes, Instruments instruments) {
    this.trades = trades;
    this.quotes = quotes;
    this.instruments = instruments;
  }

  SortedMap<String, Long> versions() {
    SortedMap<String, Long> out = new TreeMap<>();
    trades.ifPresent(table -> out.put(StageProgress.TRADES, table.version()));
    quotes.ifPresent(table -> out.put(StageProgress.QUOTES, table.version()));
    return out;
  }

  TreeSet<String> instruments() {
    TreeSet<String> out = new TreeSet<>();
    trades.ifPresent(table -> out.addAll(Distinct.instruments(table)));
    quotes.ifPresent(table -> out.addAll(Distinct.instruments(table)));
    return out;
  }

  /** Marks the minutes of all ticks added after a version, and of all versions of their trades. */
  void changes(String source, long before, Dirty dirty) {
    boolean ofTrades = source.equals(StageProgress.TRADES);
    Snapshot table = (ofTrades ? trades : quotes).orElseThrow();
    Map<String, Set<String>> amended = new TreeMap<>();
    List<String> columns = new ArrayList<>(List.of("instrument", "event_time"));
    if (ofTrades) {
      columns.addAll(List.of("trade_id", "op", "version"));
    }
    table
        .scanAdded(before, ScanRequest.all().select(columns))
        .forEachBatch(batch -> mark(batch, ofTrades, dirty, amended));
    amended.forEach(
        (instrument, ids) ->
            Amendments.rows(
                table, instrument, ids, batch -> mark(batch, false, dirty, new TreeMap<>())));
  }

  private static void mark(
      ColumnBatch batch, boolean ofTrades, Dirty dirty, Map<String, Set<String>> amended) {
    long[] time = batch.longs("event_time");
    for (int row = 0; row < batch.rows(); row++) {
      String instrument = String.valueOf(batch.string("instrument", row));
      long label = minute(time[row]);
      dirty.add(instrument, label, label);
      if (ofTrades && Amendments.amends(batch, row)) {
        amended
            .computeIfAbsent(instrument, unused -> new HashSet<>())
            .add(String.valueOf(batch.string("trade_id", row)));
      }
    }
  }

  static long minute(long micros) {
    return micros - Math.floorMod(micros, MINUTE);
  }

  /** Whether a stored bar made of ticks stands alone: the ticks of its day are no longer there. */
  boolean orphan(String instrument, BarRows rows, int row) {
    long origin = rows.get(BarField.ORIGIN, row);
    return (origin == Origin.TRADES.ordinal() || origin == Origin.QUOTES.ordinal())
        && !days(instrument).contains(day(rows.get(BarField.LABEL, row)));
  }

  private static LocalDate day(long micros) {
    return LocalDate.ofEpochDay(Math.floorDiv(micros, MICROS_PER_DAY));
  }

  private TreeSet<LocalDate> days(String instrument) {
    return days.computeIfAbsent(instrument, this::readDays);
  }

  private TreeSet<LocalDate> readDays(String instrument) {
    TreeSet<LocalDate> out = new TreeSet<>();
    for (Optional<Snapshot> table : List.of(trades, quotes)) {
      table.ifPresent(
          ticks ->
              ticks
                  .scan(
                      ScanRequest.columns("event_date")
                          .where(Predicate.eq("instrument", instrument)))
                  .forEachBatch(
                      batch -> {
                        int[] dates = batch.ints("event_date");
                        for (int row = 0; row < batch.rows(); row++) {
                          if (row == 0 || dates[row] != dates[row - 1]) {
                            out.add(LocalDate.ofEpochDay(dates[row]));
                          }
                        }
                      }));
    }
    return out;
  }

  /** A stream of the bars with labels in the range; none when there are no ticks. */
  List<RowStream> bars(String instrument, Range range, SilverConfig config, Names names) {
    TreeSet<LocalDate> all = days(instrument);
    Iterator<LocalDate> wanted =
        range.equals(SeriesScans.EVERYTHING)
            ? all.iterator()
            : all.subSet(day(range.from()), true, day(range.to()), true).iterator();
    if (!wanted.hasNext()) {
      return List.of();
    }
    Amendments amendments =
        trades.map(table -> Amendments.read(table, instrument)).orElseGet(Amendments::none);
    BarRules rules =
        BarRules.of(instruments.get(instrument), instruments.calendar(instrument), Timeframe.M1);
    long settle = Instants.micros(config.settle());
    RowStream byDay =
        new RowStream() {
          @Override
          public @Nullable BarRows next() {
            return wanted.hasNext()
                ? day(instrument, wanted.next(), range, amendments, rules, settle, names)
                : null;
          }
        };
    return List.of(byDay);
  }

  private BarRows day(
      String instrument,
      LocalDate date,
      Range range,
      Amendments amendments,
      BarRules rules,
      long settle,
      Names names) {
    long start = Math.max(date.toEpochDay() * MICROS_PER_DAY, range.from());
    long end =
        Math.min(
            (date.toEpochDay() + 1) * MICROS_PER_DAY,
            range.to() == Long.MAX_VALUE ? Long.MAX_VALUE : range.to() + MINUTE);
    Map<Tapes.Feed, Tape> tapes = new HashMap<>();
    trades.ifPresent(table -> Tapes.trades(table, instrument, date, start, end, amendments, tapes));
    quotes.ifPresent(table -> Tapes.quotes(table, instrument, date, start, end, tapes));
    BarRows out = new BarRows();
    new TreeMap<>(tapes)
        .forEach(
            (feed, tape) ->
                tape.bars(
                    rules,
                    settle,
                    new TickBars(names, feed.provider(), feed.mock(), feed.origin()),
                    out));
    return Tapes.byLabel(out);
  }
}
