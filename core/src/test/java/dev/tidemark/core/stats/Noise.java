package dev.tidemark.core.stats;

import dev.tidemark.core.random.PhiloxStream;
import dev.tidemark.core.random.Purpose;

/** Simulated series of the tests of this package. */
final class Noise {
  private Noise() {}

  static double[] normals(long seed, int replicate, int n) {
    PhiloxStream stream = PhiloxStream.of(seed, Purpose.SYNTH, 0, replicate);
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = stream.nextNormal();
    }
    return x;
  }

  /** {@code y(t) = phi·y(t-1) + e(t)}, started from the stationary distribution if there is one. */
  static double[] autoregression(double phi, double[] e) {
    double[] y = e.clone();
    if (phi < 1) {
      y[0] /= Math.sqrt(1 - phi * phi);
    }
    for (int t = 1; t < y.length; t++) {
      y[t] = phi * y[t - 1] + e[t];
    }
    return y;
  }

  static double[] walk(double[] e) {
    return autoregression(1.0, e);
  }
}
