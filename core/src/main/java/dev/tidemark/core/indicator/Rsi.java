package dev.tidemark.core.indicator;

import java.nio.ByteBuffer;

/**
 * Wilder's relative strength index: {@code 100 * (ag / (ag + al))} over smoothed gains and losses;
 * 50 when nothing moved; first value at index n.
 */
public final class Rsi extends SeriesFold {
  private final Wilder gains;
  private final Wilder losses;
  private double previous = Double.NaN;

  public Rsi(int n) {
    this(n, n);
  }

  public Rsi(int n, int gapReset) {
    super(gapReset);
    this.gains = new Wilder(n);
    this.losses = new Wilder(n);
  }

  /** Consumes a valid close; NaN during warm-up. */
  public double update(double close) {
    present();
    double d = close - previous;
    previous = close;
    if (Double.isNaN(d)) {
      return Double.NaN;
    }
    double ag = gains.update(Math.max(d, 0.0));
    double al = losses.update(Math.max(-d, 0.0));
    double moved = ag + al;
    return moved == 0.0 ? 50.0 : 100.0 * (ag / moved);
  }

  @Override
  public void reset() {
    previous = Double.NaN;
    gains.clear();
    losses.clear();
  }

  @Override
  public int stateBytes() {
    return MISSED_BYTES + Double.BYTES + 2 * Wilder.STATE_BYTES;
  }

  @Override
  public void write(ByteBuffer out) {
    writeMissed(out);
    out.putDouble(previous);
    gains.write(out);
    losses.write(out);
  }

  @Override
  public void read(ByteBuffer in) {
    readMissed(in);
    previous = in.getDouble();
    gains.read(in);
    losses.read(in);
  }

  @Override
  public void copyFrom(Fold other) {
    Rsi that = (Rsi) other;
    copyMissed(that);
    previous = that.previous;
    gains.copyFrom(that.gains);
    losses.copyFrom(that.losses);
  }
}
