package dev.tidemark.core.bars;

import dev.tidemark.core.model.Bar;
import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.Trade;
import org.jspecify.annotations.Nullable;

/**
 * One bar in the making. Trades come in the order of {@link Trade#ORDER}, shorter bars in the order
 * of their labels. Every way of building bars ends here.
 *
 * <p>Open and close are the first and last price of trades with {@code updLast}, high and low the
 * extremes of those with {@code updHilo}; volume, notional and count are sums over {@code updVol}.
 */
public final class BarBuilder {

  private boolean priced;
  private long open;
  private long high;
  private long low;
  private long close;
  private long count;
  private final ExactSum volume = new ExactSum();
  private final ExactSum notional = new ExactSum();
  private final ExactSum bought = new ExactSum();
  private final ExactSum sold = new ExactSum();

  /** Forgets everything. */
  public void reset() {
    priced = false;
    high = Long.MIN_VALUE;
    low = Long.MAX_VALUE;
    count = 0;
    volume.reset();
    notional.reset();
    bought.reset();
    sold.reset();
  }

  public BarBuilder() {
    reset();
  }

  void add(Trade trade) {
    if (trade.updLast()) {
      last(trade.price());
    }
    if (trade.updHilo()) {
      extremes(trade.price(), trade.price());
    }
    if (trade.updVol()) {
      traded(trade.price(), trade.size(), side(trade.side()));
    }
  }

  /** A trade with every flag set. */
  public void add(long price, long size, byte side) {
    last(price);
    extremes(price, price);
    traded(price, size, side);
  }

  /** A trade with flags and a side of {@link TradeColumns}. */
  public void add(long price, long size, byte side, int flags) {
    boolean last = (flags & TradeColumns.NO_LAST) == 0;
    if (last) {
      last(price);
    }
    if (last || (flags & TradeColumns.NO_HILO) == 0) {
      extremes(price, price);
    }
    if ((flags & TradeColumns.NO_VOLUME) == 0) {
      traded(price, size, side);
    }
  }

  /** A price without a trade behind it, such as the middle of a quote. */
  public void addPrice(long price) {
    last(price);
    extremes(price, price);
  }

  void last(long price) {
    if (!priced) {
      open = price;
      priced = true;
    }
    close = price;
  }

  void extremes(long highest, long lowest) {
    high = Math.max(high, highest);
    low = Math.min(low, lowest);
  }

  void traded(long price, long size, byte side) {
    volume.add(size);
    notional.addProduct(price, size);
    if (side == TradeColumns.BUY) {
      bought.add(size);
    } else if (side == TradeColumns.SELL) {
      sold.add(size);
    }
    count++;
  }

  /** A shorter bar: open first, high greatest, low smallest, close last, sums added. */
  void add(BarColumns bars, int row) {
    last(bars.open[row]);
    close = bars.close[row];
    extremes(bars.high[row], bars.low[row]);
    volume.add(bars.volumeHigh[row], bars.volumeLow[row]);
    notional.add(bars.notionalHigh[row], bars.notionalLow[row]);
    bought.add(bars.boughtHigh[row], bars.boughtLow[row]);
    sold.add(bars.soldHigh[row], bars.soldLow[row]);
    count += bars.tradeCount[row];
  }

  /** Whether no trade formed a price: such a bar is stored by absence. */
  public boolean isEmpty() {
    return !priced;
  }

  /** The bar; only if it is not empty. */
  public Bar build(long startNanos, long endNanos, boolean partial) {
    return new Bar(
        startNanos,
        endNanos,
        partial,
        open,
        high,
        low,
        close,
        volume.value(),
        notional.value(),
        bought.value(),
        sold.value(),
        count);
  }

  void appendTo(BarColumns out, long startNanos, long endNanos, boolean partial) {
    int row = out.appendRow();
    out.start[row] = startNanos;
    out.end[row] = endNanos;
    out.partial[row] = partial;
    out.open[row] = open;
    out.high[row] = high;
    out.low[row] = low;
    out.close[row] = close;
    out.volumeHigh[row] = volume.high();
    out.volumeLow[row] = volume.low();
    out.notionalHigh[row] = notional.high();
    out.notionalLow[row] = notional.low();
    out.boughtHigh[row] = bought.high();
    out.boughtLow[row] = bought.low();
    out.soldHigh[row] = sold.high();
    out.soldLow[row] = sold.low();
    out.tradeCount[row] = count;
  }

  private static byte side(@Nullable Side side) {
    if (side == null) {
      return TradeColumns.NO_SIDE;
    }
    return side == Side.BUY ? TradeColumns.BUY : TradeColumns.SELL;
  }
}
