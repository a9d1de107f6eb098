package dev.tidemark.core.indicator;

import java.nio.ByteBuffer;

/**
 * The exponential recursion without a gap rule: seeded by the mean of the first {@code n} values,
 * then {@code e = e + alpha * (x - e)}.
 */
final class SeededEma {
  static final int STATE_BYTES = SeededMean.STATE_BYTES + Double.BYTES;

  private final double alpha;
  private final SeededMean seed;
  private double value = Double.NaN;

  SeededEma(double alpha, int n) {
    this.alpha = alpha;
    this.seed = new SeededMean(n);
  }

  static double alpha(int n) {
    return 2.0 / (n + 1);
  }

  /** Consumes {@code x}; returns the average, NaN while fewer than {@code n} values were seen. */
  double update(double x) {
    double e = value;
    if (!Double.isNaN(e)) {
      value = e + alpha * (x - e);
    } else if (seed.add(x)) {
      value = seed.mean();
      seed.clear();
    }
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

  void copyFrom(SeededEma other) {
    value = other.value;
    seed.copyFrom(other.seed);
  }
}
