package dev.tidemark.analysis.calibrate;

/** Quantiles of the number of successes in n independent trials. */
final class Binomial {
  private Binomial() {}

  /** The least k with {@code P(X <= k) >= level}. */
  static int quantile(int n, double share, double level) {
    double odds = StrictMath.log(share / (1 - share));
    double logMass = n * StrictMath.log(1 - share);
    double below = 0.0;
    for (int k = 0; k < n; k++) {
      below += StrictMath.exp(logMass);
      if (below >= level) {
        return k;
      }
      logMass += StrictMath.log((double) (n - k) / (k + 1)) + odds;
    }
    return n;
  }
}
