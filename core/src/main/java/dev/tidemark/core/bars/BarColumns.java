package dev.tidemark.core.bars;

import dev.tidemark.core.model.Bar;
import dev.tidemark.core.number.Int128;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Bars of one instrument and timeframe as columns, ascending by label. The arrays are public for
 * the code that copies them on and may be longer than {@link #rows()}; 128-bit sums are split into
 * their halves.
 */
public final class BarColumns {

  private static final int FIRST_CAPACITY = 64;

  private int rows;

  /** Left labels, nanoseconds UTC. */
  public long[] start = new long[FIRST_CAPACITY];

  /** Bar ends, nanoseconds UTC. */
  public long[] end = new long[FIRST_CAPACITY];

  /** Whether the session's end cut the bar short. */
  public boolean[] partial = new boolean[FIRST_CAPACITY];

  /** Prices, scale 8. */
  public long[] open = new long[FIRST_CAPACITY];

  public long[] high = new long[FIRST_CAPACITY];
  public long[] low = new long[FIRST_CAPACITY];
  public long[] close = new long[FIRST_CAPACITY];

  /** Sum of sizes, scale 8. */
  public long[] volumeHigh = new long[FIRST_CAPACITY];

  public long[] volumeLow = new long[FIRST_CAPACITY];

  /** Sum of price × size, scale 16. */
  public long[] notionalHigh = new long[FIRST_CAPACITY];

  public long[] notionalLow = new long[FIRST_CAPACITY];

  /** Volume whose aggressor bought, scale 8. */
  public long[] boughtHigh = new long[FIRST_CAPACITY];

  public long[] boughtLow = new long[FIRST_CAPACITY];

  /** Volume whose aggressor sold, scale 8. */
  public long[] soldHigh = new long[FIRST_CAPACITY];

  public long[] soldLow = new long[FIRST_CAPACITY];

  /** Number of trades in the volume. */
  public long[] tradeCount = new long[FIRST_CAPACITY];

  public int rows() {
    return rows;
  }

  /** One row as a record. */
  public Bar bar(int row) {
    return new Bar(
        start[row],
        end[row],
        partial[row],
        open[row],
        high[row],
        low[row],
        close[row],
        new Int128(volumeHigh[row], volumeLow[row]),
        new Int128(notionalHigh[row], notionalLow[row]),
        new Int128(boughtHigh[row], boughtLow[row]),
        new Int128(soldHigh[row], soldLow[row]),
        tradeCount[row]);
  }

  /** All rows as records. */
  public List<Bar> bars() {
    List<Bar> bars = new ArrayList<>(rows);
    for (int row = 0; row < rows; row++) {
      bars.add(bar(row));
    }
    return bars;
  }

  /** Appends a record. */
  public void add(Bar bar) {
    int row = appendRow();
    start[row] = bar.startNanos();
    end[row] = bar.endNanos();
    partial[row] = bar.partial();
    open[row] = bar.open();
    high[row] = bar.high();
    low[row] = bar.low();
    close[row] = bar.close();
    volumeHigh[row] = bar.volume().high();
    volumeLow[row] = bar.volume().low();
    notionalHigh[row] = bar.notional().high();
    notionalLow[row] = bar.notional().low();
    boughtHigh[row] = bar.buyVolume().high();
    boughtLow[row] = bar.buyVolume().low();
    soldHigh[row] = bar.sellVolume().high();
    soldLow[row] = bar.sellVolume().low();
    tradeCount[row] = bar.tradeCount();
  }

  /** Makes room for one more row and returns its number; its columns are to be set. */
  public int appendRow() {
    if (rows == start.length) {
      grow(rows + (rows >> 1));
    }
    return rows++;
  }

  private void grow(int capacity) {
    start = Arrays.copyOf(start, capacity);
    end = Arrays.copyOf(end, capacity);
    partial = Arrays.copyOf(partial, capacity);
    open = Arrays.copyOf(open, capacity);
    high = Arrays.copyOf(high, capacity);
    low = Arrays.copyOf(low, capacity);
    close = Arrays.copyOf(close, capacity);
    volumeHigh = Arrays.copyOf(volumeHigh, capacity);
    volumeLow = Arrays.copyOf(volumeLow, capacity);
    notionalHigh = Arrays.copyOf(notionalHigh, capacity);
    notionalLow = Arrays.copyOf(notionalLow, capacity);
    boughtHigh = Arrays.copyOf(boughtHigh, capacity);
    boughtLow = Arrays.copyOf(boughtLow, capacity);
    soldHigh = Arrays.copyOf(soldHigh, capacity);
    soldLow = Arrays.copyOf(soldLow, capacity);
    tradeCount = Arrays.copyOf(tradeCount, capacity);
  }
}
