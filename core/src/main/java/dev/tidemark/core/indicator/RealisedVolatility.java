package dev.tidemark.core.indicator;

import java.nio.ByteBuffer;

/**
 * Realised volatility of one session's minute closes, annualised, as a fraction per year: {@code
 * sqrt(q / m * A)} with {@code q} the sum of squared log returns between consecutive valid closes
 * of the last {@code window} minutes, oldest first, {@code m} the minutes they cover and {@code A}
 * the minutes per year. Null while {@code m} is below the minimum. Uncentred: the mean of an hour
 * is noise.
 *
 * <p>Squared returns are kept, so the logarithm is taken once per bar; the sum is formed anew,
 * oldest first, because its order is part of the definition.
 */
public final class RealisedVolatility implements Fold {
  private final int window;
  private final int minimumCover;
  private final double minutesPerYear;
  private final double[] squares;
  private final int[] positions;
  private int head;
  private int end;
  private int next;
  private double previousClose = Double.NaN;

  /** 60 minutes, at least 45 of them covered. */
  public RealisedVolatility(double minutesPerYear) {
    this(60, 45, minutesPerYear);
  }

  public RealisedVolatility(int window, int minimumCover, double minutesPerYear) {
    this.window = Parameters.atLeast(1, window, "window");
    this.minimumCover = Parameters.atLeast(1, minimumCover, "minimum cover");
    this.minutesPerYear = minutesPerYear;
    this.squares = new double[8 * (window + 1)];
    this.positions = new int[8 * (window + 1)];
  }

  /** A new session begins: there is no overnight return. */
  public void session() {
    reset();
  }

  /** Consumes the valid close of the next minute. */
  public double update(double close) {
    int now = next++;
    if (end == squares.length) {
      compact();
    }
    // The square that belongs to the oldest close in the window is never summed: its pair is
    // outside.
    double r = Double.isNaN(previousClose) ? 0.0 : StrictMath.log(close / previousClose);
    previousClose = close;
    squares[end] = r * r;
    positions[end] = now;
    end++;
    while (positions[head] < now - window) {
      head++;
    }
    int covered = now - positions[head];
    return covered < minimumCover ? Double.NaN : Math.sqrt(sum() / covered * minutesPerYear);
  }

  private double sum() {
    double q = 0.0;
    for (int i = head + 1; i < end; i++) {
      q += squares[i];
    }
    return q;
  }

  private void compact() {
    int live = end - head;
    System.arraycopy(squares, head, squares, 0, live);
    System.arraycopy(positions, head, positions, 0, live);
    head = 0;
    end = live;
  }

  /** Minutes without a valid close: they count as time, not as returns. */
  @Override
  public void missing(int count) {
    next += count;
  }

  @Override
  public void reset() {
    head = 0;
    end = 0;
    next = 0;
    previousClose = Double.NaN;
  }

  @Override
  public int stateBytes() {
    return 2 * Integer.BYTES + Double.BYTES + (window + 1) * (Integer.BYTES + Double.BYTES);
  }

  @Override
  public void write(ByteBuffer out) {
    int live = end - head;
    out.putInt(next);
    out.putInt(live);
    out.putDouble(previousClose);
    for (int i = 0; i <= window; i++) {
      out.putInt(i < live ? positions[head + i] : 0);
      out.putDouble(i < live ? squares[head + i] : 0.0);
    }
  }

  @Override
  public void read(ByteBuffer in) {
    next = in.getInt();
    head = 0;
    end = Parameters.stateCount(in.getInt(), window + 1);
    previousClose = in.getDouble();
    for (int i = 0; i <= window; i++) {
      positions[i] = in.getInt();
      squares[i] = in.getDouble();
    }
  }

  @Override
  public void copyFrom(Fold other) {
    RealisedVolatility that = (RealisedVolatility) other;
    int live = that.end - that.head;
    System.arraycopy(that.squares, that.head, squares, 0, live);
    System.arraycopy(that.positions, that.head, positions, 0, live);
    head = 0;
    end = live;
    next = that.next;
    previousClose = that.previousClose;
  }
}
