package dev.tidemark.server.data;

import dev.tidemark.analysis.data.BarsRequest;
import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.core.number.Int128;
import dev.tidemark.core.time.Session;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Snapshot;
import dev.tidemark.lake.Vector;
import dev.tidemark.transform.bars.Instants;
import dev.tidemark.transform.bars.Months;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns the unified rows of one series into session bars: of each label the row known last, in the
 * order of the table. A bar whose trades were all cancelled is one that is not there.
 */
final class StoredBars {
  private static final long NANOS_PER_MICRO = 1_000;

  private final SessionBars.Builder bars;
  private final Splits splits;
  private final KnownSpan span;
  private long label = Long.MIN_VALUE;
  private boolean pending;
  private long open;
  private long high;
  private long low;
  private long close;
  private long volumeHigh;
  private long volumeLow;
  private @Nullable Int128 vwap;

  private StoredBars(SessionBars.Builder bars, Splits splits, KnownSpan span) {
    this.bars = bars;
    this.splits = splits;
    this.span = span;
  }

  /** Adds all bars of the sessions to the builder. */
  static void read(
      Snapshot unified,
      BarsRequest request,
      List<Session> sessions,
      Splits splits,
      KnownSpan span,
      SessionBars.Builder into) {
    long from = sessions.getFirst().openNanos() / NANOS_PER_MICRO;
    long to = sessions.getLast().closeNanos() / NANOS_PER_MICRO - 1;
    StoredBars reader = new StoredBars(into, splits, span);
    unified
        .scan(
            ScanRequest.columns(
                    "event_time", "known_time", "open", "high", "low", "close", "volume", "vwap")
                .where(
                    Predicate.and(
                        Predicate.eq("instrument", request.ticker()),
                        Predicate.eq("timeframe", request.interval().code()),
                        Predicate.between(
                            "event_time", Instants.ofMicros(from), Instants.ofMicros(to)),
                        Predicate.between(
                            "event_month", Months.firstDay(from), Months.firstDay(to))))
                .orderBy("event_time", "known_time"))
        .forEachBatch(reader::read);
    reader.deliver();
  }

  private void read(ColumnBatch batch) {
    long[] labels = batch.longs("event_time");
    long[] known = batch.longs("known_time");
    Vector opens = batch.vector("open");
    long[] o = batch.longs("open");
    long[] h = batch.longs("high");
    long[] l = batch.longs("low");
    long[] c = batch.longs("close");
    Vector.Decimals volumes = batch.decimals("volume");
    Vector.Decimals vwaps = batch.decimals("vwap");
    for (int row = 0; row < batch.rows(); row++) {
      if (!span.knows(known[row])) {
        continue;
      }
      if (labels[row] != label) {
        deliver();
        label = labels[row];
      }
      pending = !opens.isNull(row);
      open = o[row];
      high = h[row];
      low = l[row];
      close = c[row];
      volumeHigh = volumes.high()[row];
      volumeLow = volumes.low()[row];
      vwap = vwaps.isNull(row) ? null : new Int128(vwaps.high()[row], vwaps.low()[row]);
    }
  }

  private void deliver() {
    if (!pending) {
      return;
    }
    pending = false;
    long nanos = label * NANOS_PER_MICRO;
    Int128 volume = new Int128(volumeHigh, volumeLow);
    Optional<BigDecimal> factor = splits.factor(nanos);
    if (factor.isEmpty()) {
      bars.bar(nanos, open, high, low, close, volume, vwap);
      return;
    }
    BigDecimal f = factor.get();
    bars.bar(
        nanos,
        Splits.price(open, f),
        Splits.price(high, f),
        Splits.price(low, f),
        Splits.price(close, f),
        Splits.volume(volume, f),
        vwap == null ? null : Splits.vwap(vwap, f));
  }
}
