package dev.tidemark.analysis.evidence;

/**
 * Monte Carlo p-values of several statistics that share their draws, each stopped at its h-th
 * exceedance (Besag, Clifford 1991). Draws must be told in order; one thread.
 */
final class SequentialTest {
  private final double[] observed;
  private final int family;
  private final int stopAt;
  private final int draws;
  private final int[] exceed;
  private final int[] judged;
  private final double greatest;
  private int running;
  private int done;
  private int greater;

  /**
   * @param observed statistics
   * @param family how many of them, from the first on, are of the family of the max-T test
   */
  SequentialTest(double[] observed, int family, int stopAt, int draws) {
    this.observed = observed;
    this.family = family;
    this.stopAt = stopAt;
    this.draws = draws;
    exceed = new int[observed.length];
    judged = new int[observed.length];
    running = observed.length;
    greatest = greatest(observed);
  }

  /** Judges the next draw, unless there is nothing left to decide. */
  void draw(double[] statistics) {
    if (complete()) {
      return;
    }
    done++;
    for (int i = 0; i < observed.length; i++) {
      if (exceed[i] < stopAt) {
        judged[i]++;
        if (statistics[i] >= observed[i] && ++exceed[i] == stopAt) {
          running--;
        }
      }
    }
    greater += greatest(statistics) >= greatest ? 1 : 0;
  }

  /** Whether further draws change nothing. */
  boolean complete() {
    return running == 0 || done == draws;
  }

  /** Draws judged before all statistics had stopped. */
  int done() {
    return done;
  }

  int exceed(int i) {
    return exceed[i];
  }

  int judged(int i) {
    return judged[i];
  }

  double p(int i) {
    return exceed[i] == stopAt ? (double) stopAt / judged[i] : (1.0 + exceed[i]) / (draws + 1.0);
  }

  /** Family-wise p of the greatest statistic; NaN unless all draws were judged. */
  double maxT() {
    return family == 0 || done < draws ? Double.NaN : (1.0 + greater) / (draws + 1.0);
  }

  private double greatest(double[] statistics) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < family; i++) {
      max = Math.max(max, statistics[i]);
    }
    return max;
  }
}
