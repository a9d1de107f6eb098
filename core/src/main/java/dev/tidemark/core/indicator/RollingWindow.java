package dev.tidemark.core.indicator;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The last {@code n} values, contiguous and oldest first, so that sums run over plain array cells.
 *
 * <p>Values are appended to a longer array; when its end is reached the live part moves to the
 * front. That costs less than a copy of two values per push and spares every reader the
 * wrap-around.
 */
public final class RollingWindow {
  private final int n;
  private final double[] cells;
  private int end;
  private int count;

  /** An empty window of {@code n >= 1} values. */
  public RollingWindow(int n) {
    this.n = Parameters.atLeast(1, n, "window");
    this.cells = new double[Math.max(64, 8 * n)];
  }

  /** Appends {@code x}; the oldest value leaves once {@code n} are held. */
  public void push(double x) {
    if (end == cells.length) {
      int live = n - 1;
      System.arraycopy(cells, end - live, cells, 0, live);
      end = live;
    }
    cells[end++] = x;
    if (count < n) {
      count++;
    }
  }

  public boolean full() {
    return count == n;
  }

  public int size() {
    return count;
  }

  /** The value {@code i} places after the oldest. */
  public double get(int i) {
    return cells[end - count + i];
  }

  /** Anchored mean of the values held (at least one). */
  public double mean() {
    return Primitives.mean(cells, end - count, count);
  }

  /** Two-pass variance around {@code mean}, the result of {@link #mean}. */
  public double variance(double mean, int ddof) {
    return Primitives.variance(cells, end - count, count, mean, ddof);
  }

  /** Greatest value held (at least one). */
  public double max() {
    double max = cells[end - 1];
    for (int i = end - count; i < end; i++) {
      max = cells[i] > max ? cells[i] : max;
    }
    return max;
  }

  public void clear() {
    end = 0;
    count = 0;
  }

  public int stateBytes() {
    return Integer.BYTES + n * Double.BYTES;
  }

  /** Writes the count, the values oldest first, and zeros up to the fixed size. */
  public void write(ByteBuffer out) {
    out.putInt(count);
    for (int i = 0; i < n; i++) {
      out.putDouble(i < count ? get(i) : 0.0);
    }
  }

  public void read(ByteBuffer in) {
    count = Parameters.stateCount(in.getInt(), n);
    end = count;
    for (int i = 0; i < n; i++) {
      double x = in.getDouble();
      if (i < count) {
        cells[i] = x;
      }
    }
  }

  /** Becomes equal to {@code other}, a window of the same length. */
  public void copyFrom(RollingWindow other) {
    System.arraycopy(other.cells, other.end - other.count, cells, 0, other.count);
    end = other.count;
    count = other.count;
  }

  @Override
  public String toString() {
    return Arrays.toString(Arrays.copyOfRange(cells, end - count, end));
  }
}
