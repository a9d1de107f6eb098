package dev.tidemark.core.stats;

/**
 * The variance ratio of Lo and MacKinlay (Review of Financial Studies 1, 1988): variance of
 * overlapping q-step differences over q times that of single ones, both debiased; 1 for a random
 * walk, below 1 for a reverting series.
 *
 * @param q steps
 * @param ratio NaN if the series has too few values or is a straight line
 * @param z of {@code ratio - 1}, robust to heteroskedasticity; NaN with the ratio
 */
public record VarianceRatio(int q, double ratio, double z) {

  /**
   * @param y levels (log prices), finite, oldest first
   * @param q at least 2
   */
  public static VarianceRatio of(double[] y, int q) {
    if (q < 2) {
      throw new IllegalArgumentException("q must be at least 2 [q=" + q + "]");
    }
    int n = y.length - 1;
    if (n <= q) {
      return new VarianceRatio(q, Double.NaN, Double.NaN);
    }
    double drift = (y[n] - y[0]) / n;
    double[] squares = new double[n];
    double total = 0.0;
    for (int t = 0; t < n; t++) {
      double d = y[t + 1] - y[t] - drift;
      squares[t] = d * d;
      total += squares[t];
    }
    double longSum = 0.0;
    for (int t = q; t <= n; t++) {
      double d = y[t] - y[t - q] - q * drift;
      longSum += d * d;
    }
    double m = q * (n - q + 1.0) * (1.0 - (double) q / n);
    double ratio = longSum / m / (total / (n - 1.0));
    if (!Double.isFinite(ratio)) {
      return new VarianceRatio(q, Double.NaN, Double.NaN);
    }
    double theta = 0.0;
    for (int lag = 1; lag < q; lag++) {
      double weight = 2.0 * (q - lag) / q;
      theta += weight * weight * dependence(squares, lag) / (total * total);
    }
    double z = (ratio - 1.0) / Math.sqrt(theta);
    return new VarianceRatio(q, ratio, Double.isFinite(z) ? z : Double.NaN);
  }

  private static double dependence(double[] squares, int lag) {
    double sum = 0.0;
    for (int t = lag; t < squares.length; t++) {
      sum += squares[t] * squares[t - lag];
    }
    return sum;
  }
}
