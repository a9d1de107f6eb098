package dev.tidemark.core.indicator;

import java.nio.ByteBuffer;

/**
 * Bollinger bands and the z-score of the same window: {@code mid} is the anchored mean of the last
 * {@code n} closes including the current one, {@code sd} the root of their two-pass variance with
 * {@code ddof} (0 by definition: then {@code |z| = k} is exactly "touches the k band").
 *
 * <p>With the period of an SMA, {@link #mid} is that SMA bit for bit. First value at index n-1.
 */
public final class Bollinger extends SeriesFold {
  private final RollingWindow window;
  private final double k;
  private final int ddof;
  private double close = Double.NaN;
  private double mid = Double.NaN;
  private double sd = Double.NaN;

  /** {@code n} closes, {@code k} standard deviations with {@code ddof} 0, gap limit {@code n}. */
  public Bollinger(int n, double k) {
    this(n, k, 0, n);
  }

  public Bollinger(int n, double k, int ddof, int gapReset) {
    super(gapReset);
    Parameters.atLeast(ddof + 1, n, "window");
    this.window = new RollingWindow(n);
    this.k = k;
    this.ddof = ddof;
  }

  /** Consumes a valid close; read the result from the accessors. */
  public void update(double close) {
    updateMid(close);
    if (!Double.isNaN(mid)) {
      sd = Math.sqrt(window.variance(mid, ddof));
    }
  }

  /** As {@link #update}, without the deviation: for readers of {@link #mid} only. */
  void updateMid(double close) {
    present();
    this.close = close;
    window.push(close);
    if (window.full()) {
      mid = window.mean();
    }
  }

  public double mid() {
    return mid;
  }

  public double sd() {
    return sd;
  }

  /** {@code mid + k * sd}. */
  public double upper() {
    return mid + k * sd;
  }

  /** {@code mid - k * sd}. */
  public double lower() {
    return mid - k * sd;
  }

  /** {@code (close - lower) / (upper - lower)}; NaN when the bands coincide. */
  public double percentB() {
    double lower = lower();
    double width = upper() - lower;
    return width == 0.0 ? Double.NaN : (close - lower) / width;
  }

  /** {@code (upper - lower) / mid}. */
  public double bandwidth() {
    return (upper() - lower()) / mid;
  }

  /** {@code (close - mid) / sd}; NaN when {@code sd} is 0. Bounded by {@code sqrt(n - 1)}. */
  public double zScore() {
    return sd == 0.0 ? Double.NaN : (close - mid) / sd;
  }

  @Override
  public void reset() {
    window.clear();
    close = Double.NaN;
    mid = Double.NaN;
    sd = Double.NaN;
  }

  @Override
  public int stateBytes() {
    return MISSED_BYTES + window.stateBytes() + 3 * Double.BYTES;
  }

  @Override
  public void write(ByteBuffer out) {
    writeMissed(out);
    window.write(out);
    out.putDouble(close);
    out.putDouble(mid);
    out.putDouble(sd);
  }

  @Override
  public void read(ByteBuffer in) {
    readMissed(in);
    window.read(in);
    close = in.getDouble();
    mid = in.getDouble();
    sd = in.getDouble();
  }

  @Override
  public void copyFrom(Fold other) {
    Bollinger that = (Bollinger) other;
    copyMissed(that);
    window.copyFrom(that.window);
    close = that.close;
    mid = that.mid;
    sd = that.sd;
  }
}
