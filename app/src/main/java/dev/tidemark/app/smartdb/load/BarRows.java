package dev.tidemark.app.smartdb.load;

import dev.tidemark.core.number.Int128;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.Vector;
import dev.tidemark.smartdb.write.BarBatch;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** One-minute bars on their way from the lake into a batch. */
final class BarRows {
  static final List<String> COLUMNS =
      List.of(
          "event_time",
          "known_time",
          "source_seq",
          "open",
          "high",
          "low",
          "close",
          "volume",
          "notional",
          "trade_count");

  private static final long NANOS_PER_MICRO = 1_000;

  private final int[] series;
  private final long[] label;
  private final long[] known;
  private final long[] seq;
  private final boolean[] deleted;
  private final long[] open;
  private final long[] high;
  private final long[] low;
  private final long[] close;
  private final @Nullable Int128[] volume;
  private final @Nullable Int128[] notional;
  private final long[] tradeCount;
  private int rows;

  BarRows(int capacity) {
    series = new int[capacity];
    label = new long[capacity];
    known = new long[capacity];
    seq = new long[capacity];
    deleted = new boolean[capacity];
    open = new long[capacity];
    high = new long[capacity];
    low = new long[capacity];
    close = new long[capacity];
    volume = new @Nullable Int128[capacity];
    notional = new @Nullable Int128[capacity];
    tradeCount = new long[capacity];
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

  /** Adds rows of a batch, whose columns are looked up once. */
  IntConsumer of(int seriesId, ColumnBatch batch) {
    long[] labels = batch.longs("event_time");
    long[] knowns = batch.longs("known_time");
    long[] numbers = batch.longs("source_seq");
    long[] opens = batch.longs("open");
    long[] highs = batch.longs("high");
    long[] lows = batch.longs("low");
    long[] closes = batch.longs("close");
    @Nullable Int128[] volumes = wide(batch, "volume");
    @Nullable Int128[] notionals = wide(batch, "notional");
    long[] counts = batch.longs("trade_count");
    Vector told = batch.vector("trade_count");
    return row -> {
      int at = rows++;
      series[at] = seriesId;
      label[at] = labels[row] * NANOS_PER_MICRO;
      known[at] = knowns[row] * NANOS_PER_MICRO;
      seq[at] = numbers[row];
      open[at] = opens[row];
      high[at] = highs[row];
      low[at] = lows[row];
      close[at] = closes[row];
      volume[at] = volumes[row];
      notional[at] = notionals[row];
      tradeCount[at] = told.isNull(row) ? 0 : counts[row];
    };
  }

  BarBatch batch() {
    return new BarBatch(
        rows,
        series,
        label,
        known,
        seq,
        deleted,
        open,
        high,
        low,
        close,
        volume,
        notional,
        tradeCount);
  }

  private static @Nullable Int128[] wide(ColumnBatch batch, String column) {
    @Nullable Int128[] out = new @Nullable Int128[batch.rows()];
    Vector told = batch.vector(column);
    Vector.Decimals values = batch.decimals(column);
    for (int row = 0; row < out.length; row++) {
      out[row] = told.isNull(row) ? null : new Int128(values.high()[row], values.low()[row]);
    }
    return out;
  }
}
