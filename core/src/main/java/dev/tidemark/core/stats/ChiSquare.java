package dev.tidemark.core.stats;

/**
 * The chi-square distribution with a whole number of degrees of freedom: the regularised incomplete
 * gamma function {@code Q(df/2, x/2)}, which is then a finite sum of positive terms (Abramowitz and
 * Stegun 26.4.4 and 26.4.5), so nothing is iterated and nothing cancels.
 */
public final class ChiSquare {
  private ChiSquare() {}

  /**
   * P(X &gt; x).
   *
   * @param x 1 for x &lt;= 0; NaN for NaN
   * @param df degrees of freedom, at least 1
   */
  public static double upperTail(double x, int df) {
    if (df < 1) {
      throw new IllegalArgumentException("degrees of freedom must be at least 1 [df=" + df + "]");
    }
    if (x <= 0.0) {
      return 1.0;
    }
    return (df & 1) == 0 ? even(x, df) : odd(x, df);
  }

  private static double even(double x, int df) {
    double term = StrictMath.exp(-0.5 * x);
    double sum = term;
    for (int r = 1; r < df / 2; r++) {
      term = term * x / (2 * r);
      sum += term;
    }
    return Math.min(1.0, sum);
  }

  private static double odd(double x, int df) {
    double root = Math.sqrt(x);
    double term = 2.0 * Normal.density(root) * root;
    double sum = 2.0 * Normal.upperTail(root);
    for (int r = 1; r <= (df - 1) / 2; r++) {
      sum += term;
      term = term * x / (2 * r + 1);
    }
    return Math.min(1.0, sum);
  }
}
