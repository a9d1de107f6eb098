package dev.tidemark.server.data;

import dev.tidemark.analysis.data.TickerInfo;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Snapshot;
import dev.tidemark.transform.bars.Instants;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the bars of an instrument by interval; not safe for threads. */
final class Coverages {
  private static final long NANOS_PER_MICRO = 1_000;

  private final Map<Timeframe, Count> counts = new EnumMap<>(Timeframe.class);
  private @Nullable String code;
  private long label;

  private Coverages() {}

  private static final class Count {
    private long first;
    private long last;
    private long bars;
  }

  /** The intervals that have bars, shortest first. */
  static List<TickerInfo.Coverage> read(
      Snapshot unified, String instrument, TradingCalendar calendar) {
    Coverages reader = new Coverages();
    unified
        .scan(
            ScanRequest.columns("timeframe", "event_time")
                .where(
                    Predicate.and(
                        Predicate.eq("instrument", instrument), Predicate.isNotNull("open")))
                .orderBy("timeframe", "event_time"))
        .forEachBatch(reader::read);
    List<TickerInfo.Coverage> out = new ArrayList<>();
    reader.counts.forEach(
        (timeframe, count) ->
            out.add(
                new TickerInfo.Coverage(
                    timeframe,
                    date(calendar, count.first),
                    date(calendar, count.last),
                    count.bars)));
    return out;
  }

  private void read(ColumnBatch batch) {
    long[] labels = batch.longs("event_time");
    for (int row = 0; row < batch.rows(); row++) {
      String now = String.valueOf(batch.string("timeframe", row));
      if (now.equals(code) && labels[row] == label) {
        continue; // a restatement
      }
      code = now;
      label = labels[row];
      Count count = counts.computeIfAbsent(Timeframe.parse(now), unused -> new Count());
      if (count.bars == 0) {
        count.first = label;
      }
      count.last = label;
      count.bars++;
    }
  }

  private static LocalDate date(TradingCalendar calendar, long micros) {
    return calendar
        .sessionAt(micros * NANOS_PER_MICRO)
        .map(Session::date)
        .orElseGet(() -> Instants.ofMicros(micros).atOffset(ZoneOffset.UTC).toLocalDate());
  }
}
