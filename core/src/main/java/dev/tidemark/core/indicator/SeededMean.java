package dev.tidemark.core.indicator;

import java.nio.ByteBuffer;

/**
 * The anchored mean of the first {@code n} values, accumulated one by one: the seed of every
 * recursion. The operations are those of {@link Primitives#mean} in the same order.
 */
final class SeededMean {
  static final int STATE_BYTES = Integer.BYTES + 2 * Double.BYTES;

  private final int n;
  private int count;
  private double first;
  private double sum;

  SeededMean(int n) {
    this.n = Parameters.atLeast(1, n, "period");
  }

  /** Adds one value and says whether the mean is complete. */
  boolean add(double x) {
    if (count == 0) {
      first = x;
      sum = 0.0;
    } else {
      sum += x - first;
    }
    return ++count == n;
  }

  double mean() {
    return first + sum / n;
  }

  void clear() {
    count = 0;
    first = 0.0;
    sum = 0.0;
  }

  void write(ByteBuffer out) {
    out.putInt(count);
    out.putDouble(first);
    out.putDouble(sum);
  }

  void read(ByteBuffer in) {
    count = Parameters.stateCount(in.getInt(), n);
    first = in.getDouble();
    sum = in.getDouble();
  }

  void copyFrom(SeededMean other) {
    count = other.count;
    first = other.first;
    sum = other.sum;
  }
}
