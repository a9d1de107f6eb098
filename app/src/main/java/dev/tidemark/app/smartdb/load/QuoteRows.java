package dev.tidemark.app.smartdb.load;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.Vector;
import dev.tidemark.smartdb.write.QuoteBatch;
import java.util.List;
import java.util.function.IntConsumer;

/** Quotes on their way from the lake into a batch. */
final class QuoteRows {
  static final List<String> COLUMNS =
      List.of(
          "event_time",
          "event_time_ns",
          "known_time",
          "source_seq",
          "bid",
          "ask",
          "bid_size",
          "ask_size");

  private static final long NANOS_PER_MICRO = 1_000;

  private final int[] series;
  private final long[] ts;
  private final long[] seq;
  private final long[] bid;
  private final long[] ask;
  private final long[] bidSize;
  private final long[] askSize;
  private final long[] known;
  private int rows;

  QuoteRows(int capacity) {
    series = new int[capacity];
    ts = new long[capacity];
    seq = new long[capacity];
    bid = new long[capacity];
    ask = new long[capacity];
    bidSize = new long[capacity];
    askSize = new long[capacity];
    known = new long[capacity];
  }

  int rows() {
    return rows;
  }

  boolean isFull() {
    return rows == series.length;
  }

  void clear() {
    rows = 0;
  }

  /**
   * Adds rows of a batch. The lake numbers the quotes of one nanosecond: that number is what tells
   * them apart.
   */
  IntConsumer of(int seriesId, ColumnBatch batch) {
    long[] times = TradeRows.nanos(batch);
    long[] numbers = batch.longs("source_seq");
    long[] bids = batch.longs("bid");
    long[] asks = batch.longs("ask");
    long[] bidSizes = sizes(batch, "bid_size");
    long[] askSizes = sizes(batch, "ask_size");
    long[] knowns = batch.longs("known_time");
    return row -> {
      int at = rows++;
      series[at] = seriesId;
      ts[at] = times[row];
      seq[at] = numbers[row];
      bid[at] = bids[row];
      ask[at] = asks[row];
      bidSize[at] = bidSizes[row];
      askSize[at] = askSizes[row];
      known[at] = knowns[row] * NANOS_PER_MICRO;
    };
  }

  QuoteBatch batch() {
    return new QuoteBatch(rows, series, ts, seq, bid, ask, bidSize, askSize, known);
  }

  private static long[] sizes(ColumnBatch batch, String column) {
    long[] sizes = new long[batch.rows()];
    Vector told = batch.vector(column);
    Vector.Decimals values = batch.decimals(column);
    for (int row = 0; row < sizes.length; row++) {
      if (told.isNull(row)) {
        sizes[row] = QuoteBatch.NO_SIZE;
      } else if (values.high()[row] == values.low()[row] >> 63) {
        sizes[row] = values.low()[row];
      } else {
        throw TidemarkException.of(
                ErrorCode.UNSUPPORTED,
                "A quote is too large for the database",
                "its size does not fit 64 bits at eight decimal places",
                "remove the quote from the source, it is most likely an error")
            .withDetail("column", column);
      }
    }
    return sizes;
  }
}
