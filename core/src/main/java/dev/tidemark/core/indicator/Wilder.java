package dev.tidemark.core.indicator;

import java.nio.ByteBuffer;

/**
 * Wilder's smoother: seeded by the mean of the first {@code n} values, then {@code a = a + (x - a)
 * / n}. Algebraically Wilder's {@code (a * (n - 1) + x) / n}, but exact on constants.
 */
final class Wilder {
  static final int STATE_BYTES = SeededMean.STATE_BYTES + Double.BYTES;

  private final double n;
  private final SeededMean seed;
  private double value = Double.NaN;

  Wilder(int n) {
    this.n = n;
    this.seed = new SeededMean(n);
  }

  /** Consumes {@code x}; returns the smoothed value, NaN while fewer than {@code n} were seen. */
  double update(double x) {
    double a = value;
    if (!Double.isNaN(a)) {
      value = a + (x - a) / n;
    } else if (seed.add(x)) {
      value = seed.mean();
      seed.clear();
    }
    return value;
  }

  double value() {
    return value;
  }

  void clear() {
    value = Double.NaN;
    seed.clear();
  }

  void write(ByteBuffer out) {
    out.putDouble(value);
    seed.write(out);
  }

  void read(ByteBuffer in) {
    value = in.getDouble();
    seed.read(in);
  }

  void copyFrom(Wilder other) {
    value = other.value;
    seed.copyFrom(other.seed);
  }
}
