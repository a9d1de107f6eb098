package dev.tidemark.core.indicator;

/**
 * The two sums every statistic is built from (spec §0.3), over {@code n >= 1} values, oldest first.
 *
 * <p>A plain or running sum would be cheaper. It would also give a constant window a mean that is
 * not the constant and a variance that is not zero, and it would make a value depend on what left
 * the window long ago, so that a restarted job could disagree with one that kept running.
 */
public final class Primitives {
  private Primitives() {}

  /** {@code x0 + (sum of (xi - x0)) / n}: exact on constants. */
  public static double mean(double[] x, int from, int n) {
    double first = x[from];
    double sum = 0.0;
    int end = from + n;
    for (int i = from + 1; i < end; i++) {
      sum += x[i] - first;
    }
    return first + sum / n;
  }

  /**
   * {@code (sum of (xi - mean)^2) / (n - ddof)}, where {@code mean} is {@link #mean} of the same
   * window.
   */
  public static double variance(double[] x, int from, int n, double mean, int ddof) {
    double sum = 0.0;
    int end = from + n;
    for (int i = from; i < end; i++) {
      double d = x[i] - mean;
      sum += d * d;
    }
    return sum / (n - ddof);
  }
}
