package dev.tidemark.analysis.calibrate;

import dev.tidemark.core.time.Session;
import java.util.Arrays;
import java.util.List;

/**
 * Log prices at the open and the close of every bar: a walk with these shocks. A tenth of a bar's
 * variance lies between the last close and its open; nights move like sixteen bars.
 *
 * @param open in logarithms, as {@code close}
 */
record Walk(double[] open, double[] close) {
  private static final double START = StrictMath.log(100.0);
  private static final double GAP = Math.sqrt(0.1);
  private static final double BODY = Math.sqrt(0.9);
  private static final double NIGHT = 4.0;

  static Walk of(List<Session> sessions, Shocks shocks) {
    return of(sessions, shocks, 1.0, new boolean[0]);
  }

  /**
   * With reversion in parts of it: there the distance to the price at which the part began shrinks
   * by a factor with every bar.
   *
   * @param phi the factor
   * @param reverting by bar; shorter than the walk for none beyond
   */
  static Walk of(List<Session> sessions, Shocks shocks, double phi, boolean[] reverting) {
    int n = SyntheticBars.BARS_PER_SESSION;
    double[] open = new double[sessions.size() * n];
    double[] close = new double[open.length];
    boolean[] pulled = Arrays.copyOf(reverting, open.length);
    double x = START;
    double anchor = START;
    for (int t = 0; t < open.length; t++) {
      int k = t % n;
      if (k == 0) {
        shocks.session();
      }
      double volatility = shocks.volatility(k);
      double gap = (k == 0 ? NIGHT : GAP) * volatility * shocks.normal();
      double body = BODY * volatility * shocks.next() + shocks.drift();
      if (k == 0 || !pulled[t - 1]) {
        anchor = k == 0 ? x + gap : x;
      }
      open[t] = x + gap;
      close[t] = open[t] + body;
      if (pulled[t]) {
        close[t] -= (1 - phi) * (x + (k == 0 ? gap : 0.0) - anchor);
      }
      x = close[t];
    }
    return new Walk(open, close);
  }

  /** Prices instead of logarithms. */
  double[] openPrices() {
    return prices(open);
  }

  double[] closePrices() {
    return prices(close);
  }

  private static double[] prices(double[] logs) {
    double[] prices = new double[logs.length];
    for (int t = 0; t < prices.length; t++) {
      prices[t] = StrictMath.exp(logs[t]);
    }
    return prices;
  }
}
