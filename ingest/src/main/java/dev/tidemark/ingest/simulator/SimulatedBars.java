package dev.tidemark.ingest.simulator;

import dev.tidemark.core.number.Int128;
import dev.tidemark.core.time.Timeframe;
import java.util.Arrays;

/**
 * Bars as columns, ascending by label; a bar without trades is absent. Prices and volumes are
 * unscaled at scale 8, notional at scale 16 as 128 bits in two halves. The arrays are longer than
 * {@link #size()} and shared with the reader: do not write to them.
 */
public final class SimulatedBars {
  private final Timeframe timeframe;
  private int size;
  long[] label;
  long[] end;
  long[] open;
  long[] high;
  long[] low;
  long[] close;
  long[] volume;
  long[] notionalHigh;
  long[] notionalLow;
  long[] buyVolume;
  long[] tradeCount;
  boolean[] partial;

  SimulatedBars(Timeframe timeframe, int capacity) {
    this.timeframe = timeframe;
    label = new long[capacity];
    end = new long[capacity];
    open = new long[capacity];
    high = new long[capacity];
    low = new long[capacity];
    close = new long[capacity];
    volume = new long[capacity];
    notionalHigh = new long[capacity];
    notionalLow = new long[capacity];
    buyVolume = new long[capacity];
    tradeCount = new long[capacity];
    partial = new boolean[capacity];
  }

  /** Length of the bars. */
  public Timeframe timeframe() {
    return timeframe;
  }

  /** Number of bars. */
  public int size() {
    return size;
  }

  /** Left labels, nanoseconds UTC. */
  public long[] label() {
    return label;
  }

  /** Ends (t_close), nanoseconds UTC. */
  public long[] end() {
    return end;
  }

  /** First trade prices. */
  public long[] open() {
    return open;
  }

  /** Greatest prices. */
  public long[] high() {
    return high;
  }

  /** Smallest prices. */
  public long[] low() {
    return low;
  }

  /** Last trade prices. */
  public long[] close() {
    return close;
  }

  /** Volumes. */
  public long[] volume() {
    return volume;
  }

  /** Upper halves of the notionals. */
  public long[] notionalHigh() {
    return notionalHigh;
  }

  /** Lower halves of the notionals. */
  public long[] notionalLow() {
    return notionalLow;
  }

  /** Volumes bought by the aggressor; the rest was sold. */
  public long[] buyVolume() {
    return buyVolume;
  }

  /** Numbers of trades. */
  public long[] tradeCount() {
    return tradeCount;
  }

  /** Whether the bar is shorter than its timeframe, because the session ended. */
  public boolean[] partial() {
    return partial;
  }

  /** Exact sum of price times size of a bar, scale 16. */
  public Int128 notional(int row) {
    return new Int128(notionalHigh[row], notionalLow[row]);
  }

  /** Volume-weighted mean price of a bar at scale 12, HALF_EVEN. */
  public long vwap(int row) {
    return ExactVwap.of(notionalHigh[row], notionalLow[row], volume[row]);
  }

  /** Empties the columns and keeps their capacity. */
  void clear() {
    size = 0;
  }

  /** Opens the next row and returns its index. */
  int next() {
    if (size == label.length) {
      grow(Math.max(16, size + (size >> 1)));
    }
    return size++;
  }

  void copyRow(SimulatedBars from, int row) {
    int at = next();
    label[at] = from.label[row];
    end[at] = from.end[row];
    open[at] = from.open[row];
    high[at] = from.high[row];
    low[at] = from.low[row];
    close[at] = from.close[row];
    volume[at] = from.volume[row];
    notionalHigh[at] = from.notionalHigh[row];
    notionalLow[at] = from.notionalLow[row];
    buyVolume[at] = from.buyVolume[row];
    tradeCount[at] = from.tradeCount[row];
    partial[at] = from.partial[row];
  }

  /** Keeps, of the rows from {@code from} on, those that the feed wants. */
  void retain(int from, SimulatedFeed feed) {
    int kept = from;
    for (int i = from; i < size; i++) {
      if (feed.wants(label[i])) {
        if (kept != i) {
          moveRow(i, kept);
        }
        kept++;
      }
    }
    size = kept;
  }

  private void moveRow(int row, int to) {
    int end = size;
    size = to;
    copyRow(this, row);
    size = end;
  }

  private void grow(int capacity) {
    label = Arrays.copyOf(label, capacity);
    end = Arrays.copyOf(end, capacity);
    open = Arrays.copyOf(open, capacity);
    high = Arrays.copyOf(high, capacity);
    low = Arrays.copyOf(low, capacity);
    close = Arrays.copyOf(close, capacity);
    volume = Arrays.copyOf(volume, capacity);
    notionalHigh = Arrays.copyOf(notionalHigh, capacity);
    notionalLow = Arrays.copyOf(notionalLow, capacity);
    buyVolume = Arrays.copyOf(buyVolume, capacity);
    tradeCount = Arrays.copyOf(tradeCount, capacity);
    partial = Arrays.copyOf(partial, capacity);
  }
}
