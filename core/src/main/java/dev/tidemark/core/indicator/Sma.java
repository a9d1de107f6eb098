package dev.tidemark.core.indicator;

import java.nio.ByteBuffer;

/**
 * Simple moving average: the anchored mean of the last {@code n} values; first value at index n-1.
 */
public final class Sma extends SeriesFold {
  private final RollingWindow window;

  public Sma(int n) {
    this(n, n);
  }

  public Sma(int n, int gapReset) {
    super(gapReset);
    this.window = new RollingWindow(n);
  }

  /** Consumes a valid bar's value; NaN during warm-up. */
  public double update(double x) {
    present();
    window.push(x);
    return window.full() ? window.mean() : Double.NaN;
  }

  @Override
  public void reset() {
    window.clear();
  }

  @Override
  public int stateBytes() {
    return MISSED_BYTES + window.stateBytes();
  }

  @Override
  public void write(ByteBuffer out) {
    writeMissed(out);
    window.write(out);
  }

  @Override
  public void read(ByteBuffer in) {
    readMissed(in);
    window.read(in);
  }

  @Override
  public void copyFrom(Fold other) {
    Sma that = (Sma) other;
    copyMissed(that);
    window.copyFrom(that.window);
  }
}
