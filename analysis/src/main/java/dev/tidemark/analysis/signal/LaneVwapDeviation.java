package dev.tidemark.analysis.signal;

import java.util.Arrays;

/** {@link VwapDeviation} in lanes. */
final class LaneVwapDeviation extends LaneSignal {
  private final LaneRootMeanSquare scale;
  private final double[] notional;
  private double total;
  private int validBars;

  LaneVwapDeviation(int n, int lanes) {
    super(n, lanes);
    scale = new LaneRootMeanSquare(n, lanes);
    notional = new double[lanes];
  }

  @Override
  public void reset() {
    scale.reset();
    session();
  }

  @Override
  public void session() {
    Arrays.fill(notional, 0.0);
    total = 0.0;
    validBars = 0;
  }

  @Override
  public void missing() {
    scale.missing();
  }

  @Override
  public boolean update(
      double[] close, double volume, double[] vwap, boolean hasVwap, boolean wanted, double[] out) {
    validBars++;
    if (volume > 0 && hasVwap) {
      add(vwap, volume, notional);
      total += volume;
    }
    if (total == 0.0) {
      scale.missing();
      return false;
    }
    double[] deviation = scale.push();
    deviations(close, notional, total, deviation);
    return wanted && validBars > VwapDeviation.QUIET_BARS && scale.scaled(deviation, out);
  }

  private static void add(double[] vwap, double volume, double[] notional) {
    for (int l = 0; l < notional.length; l++) {
      notional[l] = notional[l] + volume * vwap[l];
    }
  }

  private static void deviations(double[] close, double[] notional, double total, double[] out) {
    for (int l = 0; l < out.length; l++) {
      double average = notional[l] / total;
      out[l] = (close[l] - average) / average;
    }
  }
}
