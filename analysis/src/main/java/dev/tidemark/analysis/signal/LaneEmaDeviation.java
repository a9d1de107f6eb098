package dev.tidemark.analysis.signal;

/** {@link EmaDeviation} in lanes. */
final class LaneEmaDeviation extends LaneSignal {
  private final LaneRootMeanSquare scale;
  private final double alpha;
  private final double[] first;
  private final double[] ema;
  private int count;
  private int missed;

  LaneEmaDeviation(int n, int lanes) {
    super(n, lanes);
    scale = new LaneRootMeanSquare(n, lanes);
    alpha = 2.0 / (n + 1);
    first = new double[lanes];
    ema = new double[lanes];
  }

  @Override
  public void reset() {
    scale.reset();
    count = 0;
    missed = 0;
  }

  @Override
  public void missing() {
    if (++missed > n) {
      count = 0;
    }
    scale.missing();
  }

  @Override
  public boolean update(
      double[] close, double volume, double[] vwap, boolean hasVwap, boolean wanted, double[] out) {
    missed = 0;
    average(close);
    if (count < n) {
      scale.missing();
      return false;
    }
    double[] deviation = scale.push();
    deviations(close, ema, deviation);
    return wanted && scale.scaled(deviation, out);
  }

  /** Until n closes are seen, {@code ema} holds the sum of distances to the first. */
  private void average(double[] close) {
    if (count < n) {
      if (count++ == 0) {
        System.arraycopy(close, 0, first, 0, lanes);
        java.util.Arrays.fill(ema, 0.0);
      } else {
        add(close, first, ema);
      }
      if (count == n) {
        seed(first, ema, n);
      }
    } else {
      recur(close, alpha, ema);
    }
  }

  private static void add(double[] close, double[] first, double[] sum) {
    for (int l = 0; l < sum.length; l++) {
      sum[l] = sum[l] + (close[l] - first[l]);
    }
  }

  private static void seed(double[] first, double[] sum, int n) {
    for (int l = 0; l < sum.length; l++) {
      sum[l] = first[l] + sum[l] / n;
    }
  }

  private static void recur(double[] close, double alpha, double[] ema) {
    for (int l = 0; l < ema.length; l++) {
      ema[l] = ema[l] + alpha * (close[l] - ema[l]);
    }
  }

  private static void deviations(double[] close, double[] ema, double[] out) {
    for (int l = 0; l < out.length; l++) {
      out[l] = (close[l] - ema[l]) / ema[l];
    }
  }
}
