package dev.tidemark.core.indicator;

import java.nio.ByteBuffer;

/**
 * On-balance volume: 0 at the first valid bar, then plus or minus the volume by the close's
 * direction.
 */
public final class Obv extends SeriesFold {
  private double previousClose = Double.NaN;
  private double value;

  /** No gap resets it: it is a running total of the whole series. */
  public Obv() {
    super(NEVER);
  }

  /** Consumes a valid bar; a missing, negative or non-finite volume counts as 0. */
  public double update(double close, double volume) {
    present();
    double v = volume > 0.0 && volume <= Double.MAX_VALUE ? volume : 0.0;
    // Multiplying by 1, 0 or -1 is exact, and spares a branch that nothing can predict.
    value += v * ((close > previousClose ? 1 : 0) - (close < previousClose ? 1 : 0));
    previousClose = close;
    return value;
  }

  @Override
  public void reset() {
    previousClose = Double.NaN;
    value = 0.0;
  }

  @Override
  public int stateBytes() {
    return MISSED_BYTES + 2 * Double.BYTES;
  }

  @Override
  public void write(ByteBuffer out) {
    writeMissed(out);
    out.putDouble(previousClose);
    out.putDouble(value);
  }

  @Override
  public void read(ByteBuffer in) {
    readMissed(in);
    previousClose = in.getDouble();
    value = in.getDouble();
  }

  @Override
  public void copyFrom(Fold other) {
    Obv that = (Obv) other;
    copyMissed(that);
    previousClose = that.previousClose;
    value = that.value;
  }
}
