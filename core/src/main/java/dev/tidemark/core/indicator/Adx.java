package dev.tidemark.core.indicator;

import java.nio.ByteBuffer;

/**
 * Wilder's directional movement: {@code +DI}, {@code -DI} (first at index n) and {@code ADX} (first
 * at 2n-1). Seeds are textbook means of the first {@code n}, not TA-Lib's n-1 sums.
 */
public final class Adx extends SeriesFold {
  private final Wilder range;
  private final Wilder plusMove;
  private final Wilder minusMove;
  private final Wilder strength;
  private double previousHigh = Double.NaN;
  private double previousLow = Double.NaN;
  private double previousClose = Double.NaN;
  private double plusDi = Double.NaN;
  private double minusDi = Double.NaN;

  public Adx(int n) {
    this(n, n);
  }

  public Adx(int n, int gapReset) {
    super(gapReset);
    this.range = new Wilder(n);
    this.plusMove = new Wilder(n);
    this.minusMove = new Wilder(n);
    this.strength = new Wilder(n);
  }

  /** Consumes a valid bar; read the result from the accessors. */
  public void update(double high, double low, double close) {
    present();
    double up = high - previousHigh;
    double down = previousLow - low;
    double closeBefore = previousClose;
    previousHigh = high;
    previousLow = low;
    previousClose = close;
    if (Double.isNaN(closeBefore)) {
      return;
    }
    double tr = range.update(TrueRange.of(high, low, closeBefore));
    double plus = plusMove.update(up > down ? Math.max(up, 0.0) : 0.0);
    double minus = minusMove.update(down > up ? Math.max(down, 0.0) : 0.0);
    if (Double.isNaN(tr)) {
      return;
    }
    plusDi = tr == 0.0 ? 0.0 : 100.0 * (plus / tr);
    minusDi = tr == 0.0 ? 0.0 : 100.0 * (minus / tr);
    double sum = plusDi + minusDi;
    strength.update(sum == 0.0 ? 0.0 : 100.0 * (Math.abs(plusDi - minusDi) / sum));
  }

  public double adx() {
    return strength.value();
  }

  public double plusDi() {
    return plusDi;
  }

  public double minusDi() {
    return minusDi;
  }

  /** The smoothed true range: the ATR of the same period, bit for bit. */
  public double averageTrueRange() {
    return range.value();
  }

  @Override
  public void reset() {
    previousHigh = Double.NaN;
    previousLow = Double.NaN;
    previousClose = Double.NaN;
    plusDi = Double.NaN;
    minusDi = Double.NaN;
    range.clear();
    plusMove.clear();
    minusMove.clear();
    strength.clear();
  }

  @Override
  public int stateBytes() {
    return MISSED_BYTES + 5 * Double.BYTES + 4 * Wilder.STATE_BYTES;
  }

  @Override
  public void write(ByteBuffer out) {
    writeMissed(out);
    out.putDouble(previousHigh);
    out.putDouble(previousLow);
    out.putDouble(previousClose);
    out.putDouble(plusDi);
    out.putDouble(minusDi);
    range.write(out);
    plusMove.write(out);
    minusMove.write(out);
    strength.write(out);
  }

  @Override
  public void read(ByteBuffer in) {
    readMissed(in);
    previousHigh = in.getDouble();
    previousLow = in.getDouble();
    previousClose = in.getDouble();
    plusDi = in.getDouble();
    minusDi = in.getDouble();
    range.read(in);
    plusMove.read(in);
    minusMove.read(in);
    strength.read(in);
  }

  @Override
  public void copyFrom(Fold other) {
    Adx that = (Adx) other;
    copyMissed(that);
    previousHigh = that.previousHigh;
    previousLow = that.previousLow;
    previousClose = that.previousClose;
    plusDi = that.plusDi;
    minusDi = that.minusDi;
    range.copyFrom(that.range);
    plusMove.copyFrom(that.plusMove);
    minusMove.copyFrom(that.minusMove);
    strength.copyFrom(that.strength);
  }
}
