package dev.tidemark.core.stats;

/**
 * Wilson's score interval of a share (JASA 22, 1927), at 95 %.
 *
 * @param low NaN without observations, as is {@code high}
 */
public record Wilson(double low, double high) {
  private static final double Z_95 = 1.959963984540054;

  /**
   * @param successes 0 .. n
   * @param n observations
   */
  public static Wilson of(long successes, long n) {
    if (successes < 0 || successes > n) {
      throw new IllegalArgumentException(
          "successes must be in 0 .. n [successes=" + successes + ", n=" + n + "]");
    }
    if (n == 0) {
      return new Wilson(Double.NaN, Double.NaN);
    }
    double share = (double) successes / n;
    double z2 = Z_95 * Z_95;
    double scale = 1.0 + z2 / n;
    double centre = (share + z2 / (2.0 * n)) / scale;
    double half = Z_95 * Math.sqrt(share * (1.0 - share) / n + z2 / (4.0 * n * n)) / scale;
    // Exact at the ends, where the sum would leave a rounding error.
    return new Wilson(successes == 0 ? 0.0 : centre - half, successes == n ? 1.0 : centre + half);
  }
}
