package dev.tidemark.core.stats;

import dev.tidemark.core.indicator.Primitives;

/**
 * The block length that suits the dependence of a series (spec §4.7): Politis, White, "Automatic
 * block-length selection for the dependent bootstrap" (2004), as corrected by Patton, Politis,
 * White (2009). Rounded to 1e-6, so that the last bits of a cube root decide nothing.
 *
 * @param lag the lag after which autocorrelation is negligible; {@link #NONE} for a series without
 *     variance
 * @param bandwidth lags entering the estimate; {@link #NONE} likewise
 * @param stationary mean block length for the stationary bootstrap, at least 1
 * @param circular block length for the circular bootstrap, at least 1
 */
public record BlockLength(int lag, int bandwidth, double stationary, double circular) {

  /** There is no lag to speak of. */
  public static final int NONE = 0;

  private static final int NEGLIGIBLE_LAGS = 5;

  /** The block lengths for a series of at least one value. */
  public static BlockLength of(double[] x) {
    int n = x.length;
    double mean = Primitives.mean(x, 0, n);
    double[] e = new double[n];
    for (int i = 0; i < n; i++) {
      e[i] = x[i] - mean;
    }
    double g0 = autocovariance(e, 0);
    if (g0 <= 0.0) {
      return new BlockLength(NONE, NONE, 1.0, 1.0);
    }
    int maxLag = Math.min((int) Math.ceil(Math.sqrt(n)) + NEGLIGIBLE_LAGS, n - 1);
    double[] g = new double[maxLag + 1];
    for (int k = 0; k <= maxLag; k++) {
      g[k] = autocovariance(e, k);
    }
    int lag = lag(g, maxLag, 2.0 * Math.sqrt(StrictMath.log10(n) / n));
    int bandwidth = Math.min(2 * lag, maxLag);
    double slope = 0.0;
    double spectrum = g0;
    for (int k = 1; k <= bandwidth; k++) {
      double weight = 2 * k <= bandwidth ? 1.0 : 2.0 * (1.0 - (double) k / bandwidth);
      slope += 2.0 * weight * k * g[k];
      spectrum += 2.0 * weight * g[k];
    }
    return new BlockLength(
        lag,
        bandwidth,
        length(slope, 2.0 * spectrum * spectrum, n),
        length(slope, 4.0 / 3.0 * spectrum * spectrum, n));
  }

  /** The length for a method: the circular bootstrap takes whole blocks. */
  public double of(BlockMethod method) {
    return switch (method) {
      case STATIONARY -> stationary;
      case CIRCULAR -> whole(circular);
    };
  }

  static int whole(double length) {
    return Math.max(1, (int) Math.floor(length + 0.5));
  }

  /** {@code (sum of e_i * e_(i+lag)) / n} of a centred series. */
  static double autocovariance(double[] e, int lag) {
    double sum = 0.0;
    for (int i = 0; i < e.length - lag; i++) {
      sum += e[i] * e[i + lag];
    }
    return sum / e.length;
  }

  /** The smallest lag followed by negligible ones, else the largest that is not negligible. */
  private static int lag(double[] g, int maxLag, double critical) {
    int negligible = 0;
    int last = 1;
    for (int k = 1; k <= maxLag; k++) {
      if (Math.abs(g[k] / g[0]) >= critical) {
        last = k;
        negligible = 0;
      } else if (k > 1 && ++negligible == NEGLIGIBLE_LAGS) {
        return k - NEGLIGIBLE_LAGS;
      }
    }
    return last;
  }

  private static double length(double slope, double scale, int n) {
    if (scale <= 0.0) {
      return 1.0;
    }
    double length = StrictMath.cbrt(2.0 * slope * slope / scale * n);
    double rounded = Math.rint(length * 1e6) / 1e6;
    double longest = Math.ceil(Math.min(3.0 * Math.sqrt(n), n / 3.0));
    return Math.max(1.0, Math.min(rounded, longest));
  }
}
