package dev.tidemark.core.stats;

import java.util.Arrays;

/**
 * Sessions chained without the jumps between them (spec §4.11): the first session, then the
 * within-session log returns of the others. A missing bar is left out; the return of the next bar
 * that is there spans the gap. Input of the unit-root test, the variance ratios and the Hurst
 * exponent.
 */
public final class JoinedSeries {
  private JoinedSeries() {}

  /**
   * @param y log closes on the grid, oldest first; NaN where a bar is missing
   * @param offsets index of the first bar of each session, then the number of bars
   * @return without NaN; a session other than the first contributes its bars but one
   */
  public static double[] of(double[] y, int[] offsets) {
    double[] joined = new double[y.length];
    int size = 0;
    for (int s = 0; s + 1 < offsets.length; s++) {
      double previous = Double.NaN;
      for (int t = offsets[s]; t < offsets[s + 1]; t++) {
        if (Double.isNaN(y[t])) {
          continue;
        }
        if (!Double.isNaN(previous)) {
          joined[size] = joined[size - 1] + (y[t] - previous);
          size++;
        } else if (size == 0) {
          joined[size++] = y[t];
        }
        previous = y[t];
      }
    }
    return Arrays.copyOf(joined, size);
  }
}
