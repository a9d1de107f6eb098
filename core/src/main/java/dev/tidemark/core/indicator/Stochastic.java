package dev.tidemark.core.indicator;

import java.nio.ByteBuffer;

/**
 * Stochastic oscillator: {@code %K = 100 * ((c - LL) / (HH - LL))} over the last {@code n} highs
 * and lows, 50 when they coincide; {@code %D} is the mean of the last {@code d} values of {@code
 * %K}.
 */
public final class Stochastic extends SeriesFold {
  private final RollingExtreme highs;
  // The least low is the negated greatest negated low; negation is exact.
  private final RollingExtreme negatedLows;
  private final RollingWindow recentK;
  private double k = Double.NaN;
  private double d = Double.NaN;

  public Stochastic(int n, int d) {
    this(n, d, n);
  }

  public Stochastic(int n, int d, int gapReset) {
    super(gapReset);
    this.highs = new RollingExtreme(n);
    this.negatedLows = new RollingExtreme(n);
    this.recentK = new RollingWindow(d);
  }

  /** Consumes a valid bar; read the result from the accessors. */
  public void update(double high, double low, double close) {
    present();
    highs.push(high);
    negatedLows.push(-low);
    if (!highs.full()) {
      return;
    }
    double hh = highs.max();
    double ll = -negatedLows.max();
    k = hh == ll ? 50.0 : 100.0 * ((close - ll) / (hh - ll));
    recentK.push(k);
    if (recentK.full()) {
      d = recentK.mean();
    }
  }

  public double k() {
    return k;
  }

  public double d() {
    return d;
  }

  @Override
  public void reset() {
    highs.clear();
    negatedLows.clear();
    recentK.clear();
    k = Double.NaN;
    d = Double.NaN;
  }

  @Override
  public int stateBytes() {
    return MISSED_BYTES
        + highs.stateBytes()
        + negatedLows.stateBytes()
        + recentK.stateBytes()
        + 2 * Double.BYTES;
  }

  @Override
  public void write(ByteBuffer out) {
    writeMissed(out);
    highs.write(out);
    negatedLows.write(out);
    recentK.write(out);
    out.putDouble(k);
    out.putDouble(d);
  }

  @Override
  public void read(ByteBuffer in) {
    readMissed(in);
    highs.read(in);
    negatedLows.read(in);
    recentK.read(in);
    k = in.getDouble();
    d = in.getDouble();
  }

  @Override
  public void copyFrom(Fold other) {
    Stochastic that = (Stochastic) other;
    copyMissed(that);
    highs.copyFrom(that.highs);
    negatedLows.copyFrom(that.negatedLows);
    recentK.copyFrom(that.recentK);
    k = that.k;
    d = that.d;
  }
}
