package dev.tidemark.core.micro;

import dev.tidemark.core.indicator.Fold;
import dev.tidemark.core.number.Decimals;
import dev.tidemark.core.number.ExactRatio;
import dev.tidemark.core.number.ExactSum;
import java.nio.ByteBuffer;

/**
 * Notional over volume of the last closed grid bars, both exact: the served feature {@code vwap_5m}
 * with five one-minute bars. Empty bars take their place in the window and add nothing.
 */
public final class RollingVwap implements Fold {
  private final RecentExact volumes;
  private final RecentExact notionals;
  private final ExactSum volume = new ExactSum();
  private final ExactSum notional = new ExactSum();

  public RollingVwap(int bars) {
    this.volumes = new RecentExact(bars);
    this.notionals = new RecentExact(bars);
  }

  /** The served feature over five one-minute bars. */
  public static RollingVwap fiveMinutes() {
    return new RollingVwap(5);
  }

  /** Consumes a bar: words of the unscaled volume (scale 8) and notional (scale 16). */
  public void update(long volumeHigh, long volumeLow, long notionalHigh, long notionalLow) {
    volumes.push(volumeHigh, volumeLow);
    notionals.push(notionalHigh, notionalLow);
  }

  /**
   * The average over the window as it stands, also after missing bars; NaN if nothing was traded.
   */
  public double value() {
    volume.clear();
    notional.clear();
    volumes.addTo(volume);
    notionals.addTo(notional);
    return volume.signum() == 0
        ? Double.NaN
        : ExactRatio.toDouble(notional, Decimals.NOTIONAL_SCALE, volume, Decimals.PRICE_SCALE);
  }

  @Override
  public void missing(int count) {
    volumes.missing(count);
    notionals.missing(count);
  }

  @Override
  public void reset() {
    volumes.clear();
    notionals.clear();
  }

  @Override
  public int stateBytes() {
    return volumes.stateBytes() + notionals.stateBytes();
  }

  @Override
  public void write(ByteBuffer out) {
    volumes.write(out);
    notionals.write(out);
  }

  @Override
  public void read(ByteBuffer in) {
    volumes.read(in);
    notionals.read(in);
  }

  @Override
  public void copyFrom(Fold other) {
    RollingVwap that = (RollingVwap) other;
    volumes.copyFrom(that.volumes);
    notionals.copyFrom(that.notionals);
  }
}
