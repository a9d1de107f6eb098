package dev.tidemark.core.stats;

/**
 * Adjusted p-values that control the chance of a single false rejection in a family: the yardstick
 * beside which {@link FalseDiscovery} is read.
 */
public final class FamilyWise {
  private FamilyWise() {}

  /**
   * Bonferroni: {@code p·m}, at most 1; valid under any dependence.
   *
   * @param p p-values in [0, 1]; the family is the whole array, which may be empty
   * @return adjusted values in the order of {@code p}
   */
  public static double[] bonferroni(double[] p) {
    double[] adjusted = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      if (!(p[i] >= 0.0 && p[i] <= 1.0)) {
        throw new IllegalArgumentException(
            "a p-value must be in [0, 1] [index=" + i + ", p=" + p[i] + "]");
      }
      adjusted[i] = Math.min(1.0, p[i] * p.length);
    }
    return adjusted;
  }
}
