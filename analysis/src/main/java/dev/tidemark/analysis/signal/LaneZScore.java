package dev.tidemark.analysis.signal;

import java.util.Arrays;

/** {@link ZScore} in lanes. */
final class LaneZScore extends LaneSignal {
  private final LaneWindow window;
  private final double[] sum;
  private final double[] mean;
  private int missed;

  LaneZScore(int n, int lanes) {
    super(n, lanes);
    window = new LaneWindow(n, lanes);
    sum = new double[lanes];
    mean = new double[lanes];
  }

  @Override
  public void reset() {
    window.clear();
    missed = 0;
  }

  @Override
  public void missing() {
    if (++missed > n) {
      window.clear();
    }
  }

  @Override
  public boolean update(
      double[] close, double volume, double[] vwap, boolean hasVwap, boolean wanted, double[] out) {
    missed = 0;
    System.arraycopy(close, 0, window.push(), 0, lanes);
    if (!wanted || !window.full()) {
      return false;
    }
    double[][] rows = window.ordered();
    Arrays.fill(sum, 0.0);
    LaneSums.distances(rows, 1, rows[0], sum);
    means(rows[0], sum, n, mean);
    Arrays.fill(sum, 0.0);
    LaneSums.squares(rows, mean, sum);
    scores(close, mean, sum, n, out);
    return true;
  }

  private static void means(double[] first, double[] sum, int n, double[] mean) {
    for (int l = 0; l < mean.length; l++) {
      mean[l] = first[l] + sum[l] / n;
    }
  }

  /** Without deviation the quotient is not finite, which is null. */
  private static void scores(double[] close, double[] mean, double[] sum, int n, double[] out) {
    for (int l = 0; l < out.length; l++) {
      out[l] = (close[l] - mean[l]) / Math.sqrt(sum[l] / n);
    }
  }
}
