package dev.tidemark.core.indicator;

import java.nio.ByteBuffer;

/**
 * Exponential moving average: seeded by the mean of the first {@code n} values, then {@code e = e +
 * a * (x - e)} with {@code a = 2 / (n + 1)} unless given; first value at index n-1.
 */
public final class Ema extends SeriesFold {
  private final SeededEma ema;

  public Ema(int n) {
    this(SeededEma.alpha(n), n, n);
  }

  public Ema(double alpha, int n, int gapReset) {
    super(gapReset);
    this.ema = new SeededEma(alpha, n);
  }

  /** The served feature {@code ewm_12}: weight 0.15, seeded by the mean of the first 12 values. */
  public static Ema ewm12() {
    return new Ema(0.15, 12, 12);
  }

  /** Consumes a valid bar's value; NaN during warm-up. */
  public double update(double x) {
    present();
    return ema.update(x);
  }

  @Override
  public void reset() {
    ema.clear();
  }

  @Override
  public int stateBytes() {
    return MISSED_BYTES + SeededEma.STATE_BYTES;
  }

  @Override
  public void write(ByteBuffer out) {
    writeMissed(out);
    ema.write(out);
  }

  @Override
  public void read(ByteBuffer in) {
    readMissed(in);
    ema.read(in);
  }

  @Override
  public void copyFrom(Fold other) {
    Ema that = (Ema) other;
    copyMissed(that);
    ema.copyFrom(that.ema);
  }
}
