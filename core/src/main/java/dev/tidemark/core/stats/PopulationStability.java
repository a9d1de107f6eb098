package dev.tidemark.core.stats;

import java.util.Arrays;
import java.util.List;

/**
 * Whether live values are still distributed like a reference: the population stability index over
 * the deciles of the reference, guarded by a chi-square test because the index alone does not know
 * the size of the samples (spec §4.12). NaN is "no value".
 *
 * @param edges nine order statistics of the reference; bins are {@code (edge, next edge]}
 * @param psi {@code sum (l - r)·ln(l/r)} over shares floored at 1e-4
 * @param chi2 {@code psi·n·m/(n + m)}, 9 degrees of freedom
 * @param p of chi2
 */
public record PopulationStability(
    List<Double> edges,
    List<Integer> referenceCounts,
    List<Integer> liveCounts,
    double psi,
    double chi2,
    double p,
    Status status) {

  /** Fewest live values that are judged. */
  public static final int FEWEST_LIVE = 200;

  private static final int BINS = 10;
  private static final double SMALLEST_SHARE = 1e-4;
  private static final double WARN_AT = 0.10;
  private static final double DRIFT_AT = 0.25;
  private static final double SIGNIFICANT = 0.01;

  /** What the index says, if it is significant at 1 %. */
  public enum Status {
    OK,
    /** {@code psi >= 0.10}. */
    WARN,
    /** {@code psi >= 0.25}. */
    DRIFT,
    /** Fewer than 200 live or 10 reference values: nothing is computed. */
    INSUFFICIENT
  }

  public PopulationStability {
    edges = List.copyOf(edges);
    referenceCounts = List.copyOf(referenceCounts);
    liveCounts = List.copyOf(liveCounts);
  }

  /** NaN values count as missing, on both sides. */
  public static PopulationStability of(double[] reference, double[] live) {
    double[] sorted = Samples.sortedPresent(reference);
    double[] current = Samples.sortedPresent(live);
    int n = sorted.length;
    int m = current.length;
    if (n < BINS || m < FEWEST_LIVE) {
      return new PopulationStability(
          List.of(), List.of(), List.of(), Double.NaN, Double.NaN, Double.NaN, Status.INSUFFICIENT);
    }
    double[] edges = new double[BINS - 1];
    for (int j = 1; j < BINS; j++) {
      edges[j - 1] = sorted[(int) (((long) j * n + BINS - 1) / BINS) - 1];
    }
    int[] before = counts(sorted, edges);
    int[] now = counts(current, edges);
    double psi = 0.0;
    for (int bin = 0; bin < BINS; bin++) {
      double r = Math.max((double) before[bin] / n, SMALLEST_SHARE);
      double l = Math.max((double) now[bin] / m, SMALLEST_SHARE);
      psi += (l - r) * StrictMath.log(l / r);
    }
    double chi2 = psi * n * m / ((double) n + m);
    double p = ChiSquare.upperTail(chi2, BINS - 1);
    return new PopulationStability(
        Arrays.stream(edges).boxed().toList(),
        Arrays.stream(before).boxed().toList(),
        Arrays.stream(now).boxed().toList(),
        psi,
        chi2,
        p,
        status(psi, p));
  }

  private static Status status(double psi, double p) {
    if (!(p < SIGNIFICANT) || psi < WARN_AT) {
      return Status.OK;
    }
    return psi < DRIFT_AT ? Status.WARN : Status.DRIFT;
  }

  private static int[] counts(double[] sorted, double[] edges) {
    int[] counts = new int[BINS];
    int bin = 0;
    for (double value : sorted) {
      while (bin < edges.length && value > edges[bin]) {
        bin++;
      }
      counts[bin]++;
    }
    return counts;
  }
}
