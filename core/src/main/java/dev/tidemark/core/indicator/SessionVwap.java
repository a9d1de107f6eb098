package dev.tidemark.core.indicator;

import dev.tidemark.core.number.Decimals;
import dev.tidemark.core.number.ExactRatio;
import dev.tidemark.core.number.ExactSum;
import java.nio.ByteBuffer;

/**
 * Volume-weighted average price since the session began: exact sums of notional and volume, divided
 * at 34 digits, then one rounding to double. Exact sums make it independent of how bars were
 * grouped.
 *
 * <p>Missing bars contribute nothing and do not reset: {@link #value} keeps its value across them.
 */
public final class SessionVwap implements Fold {
  private final ExactSum notional = new ExactSum();
  private final ExactSum volume = new ExactSum();
  private double value = Double.NaN;

  /** A new session begins. */
  public void session() {
    reset();
  }

  /**
   * Adds a valid bar: words of the unscaled volume (scale 8) and notional (scale 16). A volume that
   * is not positive contributes nothing.
   */
  public double update(long volumeHigh, long volumeLow, long notionalHigh, long notionalLow) {
    if (volumeHigh > 0 || (volumeHigh == 0 && volumeLow != 0)) {
      volume.add(volumeHigh, volumeLow);
      notional.add(notionalHigh, notionalLow);
      value = ExactRatio.toDouble(notional, Decimals.NOTIONAL_SCALE, volume, Decimals.PRICE_SCALE);
    }
    return value;
  }

  /** The average so far; NaN while the session has no volume. */
  public double value() {
    return value;
  }

  /** {@code (close - vwap) / vwap}; NaN while there is no average. */
  public double deviation(double close) {
    return (close - value) / value;
  }

  @Override
  public void missing(int count) {}

  @Override
  public void reset() {
    notional.clear();
    volume.clear();
    value = Double.NaN;
  }

  @Override
  public int stateBytes() {
    return 2 * ExactSum.STATE_BYTES + Double.BYTES;
  }

  @Override
  public void write(ByteBuffer out) {
    notional.write(out);
    volume.write(out);
    out.putDouble(value);
  }

  @Override
  public void read(ByteBuffer in) {
    notional.read(in);
    volume.read(in);
    value = in.getDouble();
  }

  @Override
  public void copyFrom(Fold other) {
    SessionVwap that = (SessionVwap) other;
    notional.copyFrom(that.notional);
    volume.copyFrom(that.volume);
    value = that.value;
  }
}
