package dev.tidemark.core.stats;

import java.util.Arrays;

/** Samples in which NaN means missing. */
final class Samples {
  private Samples() {}

  static double[] sortedPresent(double[] x) {
    return Arrays.stream(x).filter(value -> !Double.isNaN(value)).sorted().toArray();
  }
}
