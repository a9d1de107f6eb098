package dev.tidemark.core.indicator;

import java.nio.ByteBuffer;

/**
 * Moving average convergence/divergence: {@code EMA(fast) - EMA(slow)}, each seeded on its own
 * first values (TA-Lib delays the fast one), the signal EMA over that line, and their difference.
 * First values at index slow-1 and slow+signal-2; the gap limit is the slow period.
 */
public final class Macd extends SeriesFold {
  private final SeededEma fast;
  private final SeededEma slow;
  private final SeededEma signalLine;
  private double macd = Double.NaN;
  private double signal = Double.NaN;

  /** The usual 12, 26, 9. */
  public Macd() {
    this(12, 26, 9);
  }

  public Macd(int fast, int slow, int signal) {
    this(fast, slow, signal, slow);
  }

  public Macd(int fast, int slow, int signal, int gapReset) {
    super(gapReset);
    this.fast = new SeededEma(SeededEma.alpha(fast), fast);
    this.slow = new SeededEma(SeededEma.alpha(slow), slow);
    this.signalLine = new SeededEma(SeededEma.alpha(signal), signal);
  }

  /** Consumes a valid close; read the result from the accessors. */
  public void update(double close) {
    present();
    macd = fast.update(close) - slow.update(close);
    if (!Double.isNaN(macd)) {
      signal = signalLine.update(macd);
    }
  }

  /** The line after the last valid bar; NaN during warm-up. */
  public double macd() {
    return macd;
  }

  /** The signal line after the last valid bar; NaN during warm-up. */
  public double signal() {
    return signal;
  }

  /** {@code macd - signal}; NaN during warm-up. */
  public double histogram() {
    return macd - signal;
  }

  @Override
  public void reset() {
    macd = Double.NaN;
    signal = Double.NaN;
    fast.clear();
    slow.clear();
    signalLine.clear();
  }

  @Override
  public int stateBytes() {
    return MISSED_BYTES + 2 * Double.BYTES + 3 * SeededEma.STATE_BYTES;
  }

  @Override
  public void write(ByteBuffer out) {
    writeMissed(out);
    out.putDouble(macd);
    out.putDouble(signal);
    fast.write(out);
    slow.write(out);
    signalLine.write(out);
  }

  @Override
  public void read(ByteBuffer in) {
    readMissed(in);
    macd = in.getDouble();
    signal = in.getDouble();
    fast.read(in);
    slow.read(in);
    signalLine.read(in);
  }

  @Override
  public void copyFrom(Fold other) {
    Macd that = (Macd) other;
    copyMissed(that);
    macd = that.macd;
    signal = that.signal;
    fast.copyFrom(that.fast);
    slow.copyFrom(that.slow);
    signalLine.copyFrom(that.signalLine);
  }
}
