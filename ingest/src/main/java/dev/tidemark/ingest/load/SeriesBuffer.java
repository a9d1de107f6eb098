package dev.tidemark.ingest.load;

import dev.tidemark.ingest.gate.Verdict;
import dev.tidemark.ingest.gate.VwapQuality;
import dev.tidemark.ingest.provider.Kind;
import dev.tidemark.ingest.provider.KnownTimeBasis;
import dev.tidemark.ingest.provider.RawBatch;
import dev.tidemark.ingest.provider.RawColumn;
import dev.tidemark.ingest.provider.Series;
import dev.tidemark.ingest.provider.TradeIds;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Accepted rows of one series, from one or more sources in arrival order, as growing columns. */
final class SeriesBuffer {

  private static final Set<RawColumn> BAR_DERIVED = EnumSet.of(RawColumn.NOTIONAL, RawColumn.VWAP);

  final Series series;
  int rows;
  long[] event = new long[1024];
  long[] known = new long[1024];
  long[] ordinal = new long[1024];
  int[] source = new int[1024];
  int[] flags = new int[1024];
  byte[] basis = new byte[1024];
  long[] close;
  boolean[] partial;
  byte[] quality;
  final Map<RawColumn, long[]> low = new EnumMap<>(RawColumn.class);
  final Map<RawColumn, long[]> high = new EnumMap<>(RawColumn.class);
  @Nullable TradeIds ids;

  /** Rows whose position may have been delivered before. */
  final BitSet suspect = new BitSet();

  /** Rows without a trade id of their own. */
  final BitSet withoutId = new BitSet();

  SeriesBuffer(Series series) {
    this.series = series;
    boolean bars = series.type().kind() == Kind.BARS;
    this.close = new long[bars ? 1024 : 0];
    this.partial = new boolean[bars ? 1024 : 0];
    this.quality = new byte[bars ? 1024 : 0];
  }

  /**
   * Adds the accepted rows of a batch.
   *
   * @param skip rows not to add although accepted
   * @param suspects rows whose position may be a redelivery
   */
  void add(RawBatch batch, Verdict verdict, int sourceIndex, BitSet skip, BitSet suspects) {
    reserve(rows + verdict.accepted());
    int first = rows;
    int n = 0;
    int[] taken = new int[batch.rows()];
    for (int i = 0; i < batch.rows(); i++) {
      if (verdict.accepted(i) && !skip.get(i)) {
        taken[n++] = i;
      }
    }
    byte basisCode = (byte) batch.basis().ordinal();
    for (int k = 0; k < n; k++) {
      int i = taken[k];
      int at = first + k;
      event[at] = batch.eventNanos()[i];
      known[at] = verdict.knownNanos(i);
      ordinal[at] = batch.ordinals()[i];
      source[at] = sourceIndex;
      flags[at] = verdict.flags(i);
      basis[at] = basisCode;
      if (suspects.get(i)) {
        suspect.set(at);
      }
    }
    if (series.type().kind() == Kind.BARS) {
      bars(verdict, taken, n);
    }
    columns(batch, taken, n);
    tradeIds(batch, taken, n);
    rows += n;
  }

  private void bars(Verdict verdict, int[] taken, int n) {
    long[] notional = lower(RawColumn.NOTIONAL);
    long[] notionalHigh = upper(RawColumn.NOTIONAL);
    long[] vwap = lower(RawColumn.VWAP);
    long[] vwapHigh = upper(RawColumn.VWAP);
    for (int k = 0; k < n; k++) {
      int i = taken[k];
      int at = rows + k;
      close[at] = verdict.closeNanos(i);
      partial[at] = verdict.partial(i);
      quality[at] = (byte) verdict.quality(i).ordinal();
      notional[at] = verdict.notionalLow(i);
      notionalHigh[at] = verdict.notionalHigh(i);
      boolean average = verdict.quality(i) != VwapQuality.NONE;
      vwap[at] = average ? verdict.vwapLow(i) : RawBatch.ABSENT;
      vwapHigh[at] = average ? verdict.vwapHigh(i) : RawBatch.ABSENT;
    }
  }

  private void columns(RawBatch batch, int[] taken, int n) {
    boolean bars = series.type().kind() == Kind.BARS;
    for (RawColumn column : RawColumn.values()) {
      if (bars && BAR_DERIVED.contains(column)) {
        continue;
      }
      long[] values = batch.column(column);
      if (values == null) {
        continue;
      }
      long[] lower = lower(column);
      long[] upperHalf = batch.high(column);
      long[] upper = upperHalf == null ? high.get(column) : upper(column);
      for (int k = 0; k < n; k++) {
        int i = taken[k];
        lower[rows + k] = values[i];
        if (upper != null) {
          upper[rows + k] =
              upperHalf != null
                  ? upperHalf[i]
                  : values[i] == RawBatch.ABSENT ? RawBatch.ABSENT : values[i] >> 63;
        }
      }
    }
  }

  private void tradeIds(RawBatch batch, int[] taken, int n) {
    if (series.type().kind() != Kind.TRADES) {
      return;
    }
    TradeIds given = batch.tradeIds();
    if (given == null) {
      withoutId.set(rows, rows + n);
      return;
    }
    TradeIds own = ids;
    if (own == null) {
      own = new TradeIds(event.length);
      ids = own;
    }
    for (int k = 0; k < n; k++) {
      int i = taken[k];
      if (given.numeric(i)) {
        own.set(rows + k, given.number(i));
      } else {
        own.set(rows + k, given.text(i));
      }
    }
  }

  boolean absent(RawColumn column, int row) {
    long[] lower = low.get(column);
    if (lower == null) {
      return true;
    }
    long[] upper = high.get(column);
    return lower[row] == RawBatch.ABSENT && (upper == null || upper[row] == RawBatch.ABSENT);
  }

  long value(RawColumn column, int row) {
    long[] lower = low.get(column);
    return lower == null || absent(column, row) ? 0 : lower[row];
  }

  long upperHalf(RawColumn column, int row) {
    if (absent(column, row)) {
      return 0;
    }
    long[] upper = high.get(column);
    return upper == null ? value(column, row) >> 63 : upper[row];
  }

  KnownTimeBasis basis(int row) {
    return KnownTimeBasis.values()[basis[row]];
  }

  private long[] lower(RawColumn column) {
    return low.computeIfAbsent(column, c -> absents());
  }

  private long[] upper(RawColumn column) {
    long[] upper = high.get(column);
    if (upper == null) {
      upper = absents();
      long[] lower = lower(column);
      for (int i = 0; i < rows; i++) {
        upper[i] = lower[i] == RawBatch.ABSENT ? RawBatch.ABSENT : lower[i] >> 63;
      }
      high.put(column, upper);
    }
    return upper;
  }

  private long[] absents() {
    long[] values = new long[event.length];
    Arrays.fill(values, RawBatch.ABSENT);
    return values;
  }

  private void reserve(int wanted) {
    if (wanted <= event.length) {
      return;
    }
    int capacity = Math.max(wanted, event.length * 2);
    event = Longs.grow(event, capacity);
    known = Longs.grow(known, capacity);
    ordinal = Longs.grow(ordinal, capacity);
    source = Arrays.copyOf(source, capacity);
    flags = Arrays.copyOf(flags, capacity);
    basis = Arrays.copyOf(basis, capacity);
    if (close.length > 0) {
      close = Longs.grow(close, capacity);
      partial = Arrays.copyOf(partial, capacity);
      quality = Arrays.copyOf(quality, capacity);
    }
    low.replaceAll((column, values) -> enlarge(values, capacity));
    high.replaceAll((column, values) -> enlarge(values, capacity));
  }

  private static long[] enlarge(long[] values, int capacity) {
    long[] larger = Longs.grow(values, capacity);
    Arrays.fill(larger, values.length, capacity, RawBatch.ABSENT);
    return larger;
  }
}
