package dev.tidemark.core.stats;

import dev.tidemark.core.indicator.Primitives;

/**
 * The variance of {@code sqrt(n)} times the mean of a dependent series, with the kernel that the
 * stationary bootstrap implies (Politis, Romano 1994, lemma 1; spec §4.10).
 */
public final class LongRunVariance {
  private LongRunVariance() {}

  /**
   * {@code g_0 + 2 * sum of k_i * g_i} for i in 1..n-1, where {@code k_i = (1 - i/n) * (1 -
   * 1/block)^i + i/n * (1 - 1/block)^(n - i)}.
   *
   * @param x at least one value
   * @param block mean block length, at least 1
   */
  public static double stationary(double[] x, double block) {
    int n = x.length;
    double mean = Primitives.mean(x, 0, n);
    double[] e = new double[n];
    for (int i = 0; i < n; i++) {
      e[i] = x[i] - mean;
    }
    double[] decay = new double[n + 1];
    for (int i = 0; i <= n; i++) {
      decay[i] = StrictMath.pow(1.0 - 1.0 / block, i);
    }
    double sum = 0.0;
    for (int i = 1; i < n; i++) {
      double share = (double) i / n;
      double kernel = (1.0 - share) * decay[i] + share * decay[n - i];
      sum += kernel * BlockLength.autocovariance(e, i);
    }
    return BlockLength.autocovariance(e, 0) + 2.0 * sum;
  }
}
