package dev.tidemark.core.micro;

import dev.tidemark.core.indicator.Fold;
import dev.tidemark.core.number.Decimals;
import dev.tidemark.core.number.ExactRatio;
import dev.tidemark.core.number.ExactSum;
import java.nio.ByteBuffer;

/**
 * {@code (B - S) / (B + S)} over the last closed grid bars, with B and S the exact volume whose
 * aggressor bought and sold: the served feature {@code trade_imbalance_5m} with five one-minute
 * bars. Volume of unknown side belongs to neither.
 */
public final class TradeImbalance implements Fold {
  private final RecentExact buys;
  private final RecentExact sells;
  private final ExactSum buy = new ExactSum();
  private final ExactSum sell = new ExactSum();
  private final ExactSum total = new ExactSum();

  public TradeImbalance(int bars) {
    this.buys = new RecentExact(bars);
    this.sells = new RecentExact(bars);
  }

  /** The served feature over five one-minute bars. */
  public static TradeImbalance fiveMinutes() {
    return new TradeImbalance(5);
  }

  /** Consumes a bar: words of the unscaled bought and sold volume (scale 8). */
  public void update(long buyHigh, long buyLow, long sellHigh, long sellLow) {
    buys.push(buyHigh, buyLow);
    sells.push(sellHigh, sellLow);
  }

  /** Between -1 and 1 for the window as it stands, also after missing bars; NaN if B + S = 0. */
  public double value() {
    buy.clear();
    sell.clear();
    buys.addTo(buy);
    sells.addTo(sell);
    total.copyFrom(buy);
    total.add(sell);
    if (total.signum() == 0) {
      return Double.NaN;
    }
    buy.subtract(sell);
    return ExactRatio.toDouble(buy, Decimals.PRICE_SCALE, total, Decimals.PRICE_SCALE);
  }

  @Override
  public void missing(int count) {
    buys.missing(count);
    sells.missing(count);
  }

  @Override
  public void reset() {
    buys.clear();
    sells.clear();
  }

  @Override
  public int stateBytes() {
    return buys.stateBytes() + sells.stateBytes();
  }

  @Override
  public void write(ByteBuffer out) {
    buys.write(out);
    sells.write(out);
  }

  @Override
  public void read(ByteBuffer in) {
    buys.read(in);
    sells.read(in);
  }

  @Override
  public void copyFrom(Fold other) {
    TradeImbalance that = (TradeImbalance) other;
    buys.copyFrom(that.buys);
    sells.copyFrom(that.sells);
  }
}
