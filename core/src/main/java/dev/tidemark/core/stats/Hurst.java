package dev.tidemark.core.stats;

import dev.tidemark.core.indicator.Primitives;

/**
 * The Hurst exponent by the growth of variance (spec §4.11): half the OLS slope of {@code ln
 * Var(y(t+q) - y(t))} (ddof 0) on {@code ln q}, q = 1, 2, 4 .. 32. One half for a random walk.
 */
public final class Hurst {
  private static final int STEPS = 6;

  private Hurst() {}

  /**
   * @param y levels (log prices), finite, oldest first
   * @return NaN if there are too few values or differences of some step do not vary
   */
  public static double of(double[] y) {
    double[] logSteps = new double[STEPS];
    double[] logVariances = new double[STEPS];
    for (int k = 0; k < STEPS; k++) {
      int q = 1 << k;
      int n = y.length - q;
      if (n < 2) {
        return Double.NaN;
      }
      double[] differences = new double[n];
      for (int t = 0; t < n; t++) {
        differences[t] = y[t + q] - y[t];
      }
      double variance =
          Primitives.variance(differences, 0, n, Primitives.mean(differences, 0, n), 0);
      if (variance == 0.0) {
        return Double.NaN;
      }
      logSteps[k] = StrictMath.log(q);
      logVariances[k] = StrictMath.log(variance);
    }
    return slope(logSteps, logVariances) / 2.0;
  }

  private static double slope(double[] x, double[] y) {
    double xMean = Primitives.mean(x, 0, x.length);
    double yMean = Primitives.mean(y, 0, y.length);
    double squares = 0.0;
    double products = 0.0;
    for (int i = 0; i < x.length; i++) {
      squares += (x[i] - xMean) * (x[i] - xMean);
      products += (x[i] - xMean) * (y[i] - yMean);
    }
    return products / squares;
  }
}
