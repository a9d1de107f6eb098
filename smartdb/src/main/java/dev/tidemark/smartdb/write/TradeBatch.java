package dev.tidemark.smartdb.write;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Records about trades as columns, in any order and of any number of series. The arrays may be
 * longer than {@code rows} and are not copied.
 *
 * @param rows number of records
 * @param series number of the series in the database ({@code md.series})
 * @param tradeId name of the trade, unique in its series
 * @param version 1 for the first record, greater for later ones
 * @param op {@link #NEW}, {@link #CORRECT} or {@link #CANCEL}
 * @param tsNanos event time, nanoseconds UTC
 * @param seq venue's sequence number
 * @param price unscaled, scale 8
 * @param size unscaled, scale 8: the low words
 * @param sizeHigh the high words of sizes; null if all fit into 64 bits
 * @param side as {@link dev.tidemark.core.bars.TradeColumns}
 * @param flags as {@link dev.tidemark.core.bars.TradeColumns}
 * @param knownNanos when the record could first have been known, nanoseconds UTC
 */
public record TradeBatch(
    int rows,
    int[] series,
    String[] tradeId,
    int[] version,
    byte[] op,
    long[] tsNanos,
    long[] seq,
    long[] price,
    long[] size,
    long @Nullable [] sizeHigh,
    byte[] side,
    byte[] flags,
    long[] knownNanos) {
  public static final byte NEW = 0;
  public static final byte CORRECT = 1;
  public static final byte CANCEL = 2;

  /** The rows that are marked, in their order; this batch itself if all are. */
  TradeBatch part(boolean[] marked) {
    int[] kept = IntStream.range(0, rows).filter(i -> marked[i]).toArray();
    if (kept.length == rows) {
      return this;
    }
    TradeBatch part =
        new TradeBatch(
            kept.length,
            new int[kept.length],
            new String[kept.length],
            new int[kept.length],
            new byte[kept.length],
            new long[kept.length],
            new long[kept.length],
            new long[kept.length],
            new long[kept.length],
            sizeHigh == null ? null : new long[kept.length],
            new byte[kept.length],
            new byte[kept.length],
            new long[kept.length]);
    for (int i = 0; i < kept.length; i++) {
      int row = kept[i];
      part.series[i] = series[row];
      part.tradeId[i] = tradeId[row];
      part.version[i] = version[row];
      part.op[i] = op[row];
      part.tsNanos[i] = tsNanos[row];
      part.seq[i] = seq[row];
      part.price[i] = price[row];
      part.size[i] = size[row];
      if (sizeHigh != null && part.sizeHigh != null) {
        part.sizeHigh[i] = sizeHigh[row];
      }
      part.side[i] = side[row];
      part.flags[i] = flags[row];
      part.knownNanos[i] = knownNanos[row];
    }
    return part;
  }

  /** The rows that are not marked. */
  TradeBatch without(boolean[] marked) {
    boolean[] others = new boolean[rows];
    for (int i = 0; i < rows; i++) {
      others[i] = !marked[i];
    }
    return part(others);
  }
}
