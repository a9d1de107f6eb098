package dev.tidemark.core.stats;

import dev.tidemark.core.indicator.Primitives;

/**
 * The KPSS test of stationarity around a level (Kwiatkowski, Phillips, Schmidt, Shin, J.
 * Econometrics 54, 1992): a small p speaks against stationarity, so it is read beside the unit-root
 * test, whose null is the opposite. Long-run variance with Bartlett weights over {@code
 * floor(12·(n/100)^0.25)} lags.
 *
 * @param lags lags of the long-run variance
 * @param statistic NaN for fewer than 3 values or a constant series
 * @param p interpolated in the published table, which ends at 0.10 and 0.01: a p at either end
 *     means "or beyond"; NaN with the statistic
 */
public record Kpss(int lags, double statistic, double p) {

  private static final double[] TABLE_STATISTIC = {0.347, 0.463, 0.574, 0.739};
  private static final double[] TABLE_P = {0.10, 0.05, 0.025, 0.01};

  /** Of finite values, oldest first. */
  public static Kpss of(double[] y) {
    int n = y.length;
    int wanted = (int) Math.floor(12.0 * StrictMath.pow(n / 100.0, 0.25));
    return of(y, Math.max(0, Math.min(wanted, n - 1)));
  }

  /** With a given number of lags, 0 .. n-1. */
  public static Kpss of(double[] y, int lags) {
    int n = y.length;
    if (lags < 0 || lags > 0 && lags >= n) {
      throw new IllegalArgumentException(
          "lags must be in 0 .. n-1 [lags=" + lags + ", n=" + n + "]");
    }
    if (n < 3) {
      return new Kpss(lags, Double.NaN, Double.NaN);
    }
    double mean = Primitives.mean(y, 0, n);
    double[] e = new double[n];
    double partial = 0.0;
    double partialSquares = 0.0;
    for (int t = 0; t < n; t++) {
      e[t] = y[t] - mean;
      partial += e[t];
      partialSquares += partial * partial;
    }
    double longRun = autocovariance(e, 0);
    for (int k = 1; k <= lags; k++) {
      longRun += 2.0 * (1.0 - k / (lags + 1.0)) * autocovariance(e, k);
    }
    if (!(longRun > 0.0)) {
      return new Kpss(lags, Double.NaN, Double.NaN);
    }
    double statistic = partialSquares / ((double) n * n * longRun);
    return new Kpss(lags, statistic, p(statistic));
  }

  /** Linear in the table of the 1992 paper, 0.01 .. 0.10. */
  static double p(double statistic) {
    int last = TABLE_STATISTIC.length - 1;
    if (statistic <= TABLE_STATISTIC[0]) {
      return TABLE_P[0];
    }
    for (int i = 1; i <= last; i++) {
      if (statistic <= TABLE_STATISTIC[i]) {
        double share =
            (statistic - TABLE_STATISTIC[i - 1]) / (TABLE_STATISTIC[i] - TABLE_STATISTIC[i - 1]);
        return TABLE_P[i - 1] + share * (TABLE_P[i] - TABLE_P[i - 1]);
      }
    }
    return TABLE_P[last];
  }

  private static double autocovariance(double[] e, int lag) {
    double sum = 0.0;
    for (int t = lag; t < e.length; t++) {
      sum += e[t] * e[t - lag];
    }
    return sum / e.length;
  }
}
