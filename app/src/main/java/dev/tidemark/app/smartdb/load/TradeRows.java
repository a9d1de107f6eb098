package dev.tidemark.app.smartdb.load;

import dev.tidemark.core.bars.TradeColumns;
import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.Vector;
import dev.tidemark.smartdb.write.TradeBatch;
import java.util.List;
import java.util.function.IntConsumer;

/** Trades on their way from the lake into a batch. */
final class TradeRows {
  static final List<String> COLUMNS =
      List.of(
          "event_time",
          "event_time_ns",
          "known_time",
          "trade_id",
          "seq",
          "version",
          "op",
          "price",
          "size",
          "side",
          "upd_last",
          "upd_hilo",
          "upd_vol");

  private static final long NANOS_PER_MICRO = 1_000;

  private final int[] series;
  private final String[] id;
  private final int[] version;
  private final byte[] op;
  private final long[] ts;
  private final long[] seq;
  private final long[] price;
  private final long[] size;
  private final long[] sizeHigh;
  private final byte[] side;
  private final byte[] flags;
  private final long[] known;
  private int rows;

  TradeRows(int capacity) {
    series = new int[capacity];
    id = new String[capacity];
    version = new int[capacity];
    op = new byte[capacity];
    ts = new long[capacity];
    seq = new long[capacity];
    price = new long[capacity];
    size = new long[capacity];
    sizeHigh = new long[capacity];
    side = new byte[capacity];
    flags = new byte[capacity];
    known = new long[capacity];
  }

  int rows() {
    return rows;
  }

  boolean isFull() {
    return rows == id.length;
  }

  void clear() {
    rows = 0;
  }

  /** Adds rows of a batch, whose columns are looked up once. */
  IntConsumer of(int seriesId, ColumnBatch batch) {
    long[] times = nanos(batch);
    int[] versions = batch.ints("version");
    long[] numbers = batch.longs("seq");
    long[] prices = batch.longs("price");
    Vector.Decimals sizes = batch.decimals("size");
    boolean[] last = batch.booleans("upd_last");
    boolean[] hilo = batch.booleans("upd_hilo");
    boolean[] volume = batch.booleans("upd_vol");
    long[] knowns = batch.longs("known_time");
    return row -> {
      String sideName = batch.string("side", row);
      add(
          seriesId,
          String.valueOf(batch.string("trade_id", row)),
          // Where a source tells no versions the lake has 0, which is the first one.
          Math.max(1, versions[row]),
          op(TradeOp.valueOf(String.valueOf(batch.string("op", row)))),
          times[row],
          numbers[row],
          prices[row],
          sizes.low()[row],
          sizes.high()[row],
          sideName == null ? TradeColumns.NO_SIDE : side(Side.valueOf(sideName)),
          flags(last[row], hilo[row], volume[row], false),
          knowns[row] * NANOS_PER_MICRO);
    };
  }

  void add(
      int seriesId,
      String tradeId,
      int tradeVersion,
      byte tradeOp,
      long tsNanos,
      long tradeSeq,
      long tradePrice,
      long sizeLow,
      long sizeUpper,
      byte tradeSide,
      byte tradeFlags,
      long knownNanos) {
    int at = rows++;
    series[at] = seriesId;
    id[at] = tradeId;
    version[at] = tradeVersion;
    op[at] = tradeOp;
    ts[at] = tsNanos;
    seq[at] = tradeSeq;
    price[at] = tradePrice;
    size[at] = sizeLow;
    sizeHigh[at] = sizeUpper;
    side[at] = tradeSide;
    flags[at] = tradeFlags;
    known[at] = knownNanos;
  }

  TradeBatch batch() {
    return new TradeBatch(
        rows, series, id, version, op, ts, seq, price, size, sizeHigh, side, flags, known);
  }

  /** Event times; the nanoseconds stand in a column of their own where there are any. */
  static long[] nanos(ColumnBatch batch) {
    long[] micros = batch.longs("event_time");
    long[] exact = batch.longs("event_time_ns");
    Vector told = batch.vector("event_time_ns");
    long[] nanos = new long[batch.rows()];
    for (int row = 0; row < nanos.length; row++) {
      nanos[row] = told.isNull(row) ? micros[row] * NANOS_PER_MICRO : exact[row];
    }
    return nanos;
  }

  static byte op(TradeOp op) {
    return switch (op) {
      case NEW -> TradeBatch.NEW;
      case CORRECT -> TradeBatch.CORRECT;
      case CANCEL -> TradeBatch.CANCEL;
    };
  }

  static byte side(Side side) {
    return switch (side) {
      case BUY -> TradeColumns.BUY;
      case SELL -> TradeColumns.SELL;
    };
  }

  static byte flags(boolean last, boolean hilo, boolean volume, boolean auction) {
    int flags = last ? 0 : TradeColumns.NO_LAST;
    flags |= hilo || last ? 0 : TradeColumns.NO_HILO;
    flags |= volume ? 0 : TradeColumns.NO_VOLUME;
    flags |= auction ? TradeColumns.CLOSING_AUCTION : 0;
    return (byte) flags;
  }
}
