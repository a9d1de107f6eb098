package dev.tidemark.core.bars;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.time.GridCursor;

/** Bars from columns: the same steps as for records, without an object per row. */
public final class ColumnarBars {

  private ColumnarBars() {}

  /** Bars of surviving trades. Trades without a positive price do not count. */
  public static BarColumns ofTrades(TradeColumns trades, BarRules rules) {
    BarColumns out = new BarColumns();
    BarBuilder builder = new BarBuilder();
    GridCursor cursor = rules.cursor();
    GridRow row = new GridRow();
    byte[] sides = trades.side();
    byte[] flags = trades.flags();
    long previous = Long.MIN_VALUE;
    for (int i = 0; i < trades.rows(); i++) {
      long ts = trades.tsNanos()[i];
      previous = ascending(previous, ts, i);
      int flag = flags == null ? 0 : flags[i];
      boolean auction = (flag & TradeColumns.CLOSING_AUCTION) != 0;
      long price = trades.price()[i];
      if (price <= 0 || !rules.seek(cursor, ts, auction)) {
        continue;
      }
      if (!row.isAt(cursor)) {
        row.flush(builder, out);
        row.moveTo(cursor);
      }
      byte side = sides == null ? TradeColumns.NO_SIDE : sides[i];
      if ((flag & ~TradeColumns.CLOSING_AUCTION) == 0) {
        builder.add(price, trades.size()[i], side);
      } else {
        builder.add(price, trades.size()[i], side, flag);
      }
    }
    row.flush(builder, out);
    return out;
  }

  /**
   * Bars of the middle prices of valid quotes (positive bid, ask not below it), for instruments
   * that have quotes only. Volume is 0; a middle between two units of scale 8 is rounded half even.
   *
   * @param rows number of quotes
   * @param tsNanos event times, never descending
   * @param bid scale 8
   * @param ask scale 8
   */
  public static BarColumns ofMids(
      int rows, long[] tsNanos, long[] bid, long[] ask, BarRules rules) {
    BarColumns out = new BarColumns();
    BarBuilder builder = new BarBuilder();
    GridCursor cursor = rules.cursor();
    GridRow row = new GridRow();
    long previous = Long.MIN_VALUE;
    for (int i = 0; i < rows; i++) {
      previous = ascending(previous, tsNanos[i], i);
      if (bid[i] <= 0 || ask[i] < bid[i] || !cursor.seek(tsNanos[i])) {
        continue;
      }
      if (!row.isAt(cursor)) {
        row.flush(builder, out);
        row.moveTo(cursor);
      }
      builder.addPrice(mid(bid[i], ask[i]));
    }
    row.flush(builder, out);
    return out;
  }

  /** {@code (bid + ask) / 2}, half even, without overflow; for positive prices. */
  public static long mid(long bid, long ask) {
    long spread = ask - bid;
    long mid = bid + (spread >> 1);
    return (spread & 1) == 0 ? mid : mid + (mid & 1);
  }

  private static long ascending(long previous, long ts, int row) {
    if (ts < previous) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "Rows are out of order",
              "bars are built in the order of event time",
              "Sort the rows by (event time, sequence, id)")
          .withDetail("row", row);
    }
    return ts;
  }
}
