package dev.tidemark.core.stats;

/** The two-sample Kolmogorov–Smirnov distance (spec §4.12). */
public final class KolmogorovSmirnov {
  private KolmogorovSmirnov() {}

  /**
   * The largest distance between the two empirical distribution functions, in [0, 1]. NaN values
   * count as missing.
   *
   * @return NaN if either side has no value
   */
  public static double distance(double[] first, double[] second) {
    double[] a = Samples.sortedPresent(first);
    double[] b = Samples.sortedPresent(second);
    if (a.length == 0 || b.length == 0) {
      return Double.NaN;
    }
    int i = 0;
    int j = 0;
    double largest = 0.0;
    while (i < a.length && j < b.length) {
      double value = Math.min(a[i], b[j]);
      while (i < a.length && a[i] <= value) {
        i++;
      }
      while (j < b.length && b[j] <= value) {
        j++;
      }
      largest = Math.max(largest, Math.abs((double) i / a.length - (double) j / b.length));
    }
    return largest;
  }
}
