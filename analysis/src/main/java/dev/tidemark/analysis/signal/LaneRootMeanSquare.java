package dev.tidemark.analysis.signal;

import java.util.Arrays;

/** {@link RootMeanSquare} in lanes. */
final class LaneRootMeanSquare {
  private final LaneWindow window;
  private final int n;
  private final double[] zero;
  private final double[] sum;
  private int missed;

  LaneRootMeanSquare(int n, int lanes) {
    this.n = n;
    window = new LaneWindow(n, lanes);
    zero = new double[lanes];
    sum = new double[lanes];
  }

  void reset() {
    window.clear();
    missed = 0;
  }

  void missing() {
    if (++missed > n) {
      window.clear();
    }
  }

  /** The row to write the next deviations into, before {@link #scaled}. */
  double[] push() {
    missed = 0;
    return window.push();
  }

  /** Deviations of the last row in root mean squares; false during warm-up. */
  boolean scaled(double[] last, double[] out) {
    if (!window.full()) {
      return false;
    }
    Arrays.fill(sum, 0.0);
    LaneSums.squares(window.ordered(), zero, sum);
    quotients(last, sum, n, out);
    return true;
  }

  /** Where the root is 0 the quotient is not finite, which is null. */
  private static void quotients(double[] last, double[] sum, int n, double[] out) {
    for (int l = 0; l < out.length; l++) {
      out[l] = last[l] / Math.sqrt(sum[l] / n);
    }
  }
}
