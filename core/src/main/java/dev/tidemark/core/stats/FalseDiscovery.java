package dev.tidemark.core.stats;

import java.util.stream.IntStream;

/**
 * Adjusted p-values that control the false discovery rate of a family (spec §4.9): the hypothesis
 * is rejected at level q iff its adjusted value is at most q.
 */
public final class FalseDiscovery {
  private FalseDiscovery() {}

  /**
   * Benjamini, Hochberg (1995): valid for independent or positively dependent tests.
   *
   * @param p p-values in [0, 1]; the family is the whole array, which may be empty
   * @return adjusted values in the order of {@code p}
   */
  public static double[] benjaminiHochberg(double[] p) {
    return adjusted(p, 1.0);
  }

  /**
   * Benjamini, Yekutieli (2001): valid under any dependence, at the price of a factor {@code 1 +
   * 1/2 + … + 1/m}.
   *
   * @param p as for {@link #benjaminiHochberg}
   */
  public static double[] benjaminiYekutieli(double[] p) {
    double harmonic = 0.0;
    for (int i = 1; i <= p.length; i++) {
      harmonic += 1.0 / i;
    }
    return adjusted(p, harmonic);
  }

  /** By (p, index) ascending, {@code min over j >= r of (p_(j) * m) / j * factor}, at most 1. */
  private static double[] adjusted(double[] p, double factor) {
    int m = p.length;
    int[] order = ascending(p);
    double[] adjusted = new double[m];
    double least = 1.0;
    for (int j = m; j >= 1; j--) {
      int index = order[j - 1];
      least = Math.min(least, p[index] * m / j * factor);
      adjusted[index] = least;
    }
    return adjusted;
  }

  private static int[] ascending(double[] p) {
    for (int i = 0; i < p.length; i++) {
      if (!(p[i] >= 0.0 && p[i] <= 1.0)) {
        throw new IllegalArgumentException(
            "a p-value must be in [0, 1] [index=" + i + ", p=" + p[i] + "]");
      }
    }
    return IntStream.range(0, p.length)
        .boxed()
        .sorted((a, b) -> p[a] == p[b] ? Integer.compare(a, b) : Double.compare(p[a], p[b]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
