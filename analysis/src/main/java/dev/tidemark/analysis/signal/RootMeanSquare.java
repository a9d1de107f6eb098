package dev.tidemark.analysis.signal;

import dev.tidemark.core.indicator.RollingWindow;

/**
 * Scales deviations by their root mean square about 0 — the reference is the equilibrium, not the
 * deviations' own mean — over the last {@code n}, with the missing-bar rule of gap {@code n}.
 */
final class RootMeanSquare {
  private final RollingWindow window;
  private final int n;
  private int missed;

  RootMeanSquare(int n) {
    this.n = n;
    window = new RollingWindow(n);
  }

  void missing() {
    if (++missed > n) {
      window.clear();
    }
  }

  /** {@code d / sqrt(sum of d*d / n)}; NaN during warm-up and where the root is 0. */
  double scaled(double d) {
    missed = 0;
    window.push(d);
    if (!window.full()) {
      return Double.NaN;
    }
    double root = Math.sqrt(window.variance(0.0, 0));
    return root == 0.0 ? Double.NaN : d / root;
  }
}
