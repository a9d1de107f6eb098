package dev.tidemark.core.indicator;

import java.nio.ByteBuffer;

/**
 * Average true range: Wilder's smoother over the true range from the second valid bar; first at n.
 */
public final class Atr extends SeriesFold {
  private final Wilder smoothed;
  private double previousClose = Double.NaN;

  public Atr(int n) {
    this(n, n);
  }

  public Atr(int n, int gapReset) {
    super(gapReset);
    this.smoothed = new Wilder(n);
  }

  /** Consumes a valid bar; NaN during warm-up. */
  public double update(double high, double low, double close) {
    present();
    double before = previousClose;
    previousClose = close;
    return Double.isNaN(before) ? Double.NaN : smoothed.update(TrueRange.of(high, low, before));
  }

  @Override
  public void reset() {
    previousClose = Double.NaN;
    smoothed.clear();
  }

  @Override
  public int stateBytes() {
    return MISSED_BYTES + Double.BYTES + Wilder.STATE_BYTES;
  }

  @Override
  public void write(ByteBuffer out) {
    writeMissed(out);
    out.putDouble(previousClose);
    smoothed.write(out);
  }

  @Override
  public void read(ByteBuffer in) {
    readMissed(in);
    previousClose = in.getDouble();
    smoothed.read(in);
  }

  @Override
  public void copyFrom(Fold other) {
    Atr that = (Atr) other;
    copyMissed(that);
    previousClose = that.previousClose;
    smoothed.copyFrom(that.smoothed);
  }
}
