package dev.tidemark.analysis.walk;

import dev.tidemark.core.indicator.Primitives;

/** {@code T(x) = sqrt(N)·M(x)/sqrt(V(x,1))} (spec §4.8). */
public final class TStatistic {
  private TStatistic() {}

  /** Of {@code n} values from a place on; 0 without variance. */
  public static double of(double[] x, int from, int n) {
    if (n < 2) {
      return 0.0;
    }
    double mean = Primitives.mean(x, from, n);
    double variance = Primitives.variance(x, from, n, mean, 1);
    return variance == 0.0 ? 0.0 : Math.sqrt(n) * mean / Math.sqrt(variance);
  }
}
