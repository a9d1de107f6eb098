package dev.tidemark.core.stats;

import dev.tidemark.core.indicator.Primitives;

/**
 * Moments of a sample (spec §4.11). NaN is "no value".
 *
 * @param mean anchored mean
 * @param m2 second central moment, divisor n
 * @param skew {@code m3/m2^1.5}; NaN if constant
 * @param kurtosis {@code m4/m2^2}, raw: 3 for a normal; NaN if constant
 */
public record Moments(int n, double mean, double m2, double skew, double kurtosis) {

  /** Of finite values; all NaN for none. */
  public static Moments of(double[] x) {
    int n = x.length;
    if (n == 0) {
      return new Moments(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    double mean = Primitives.mean(x, 0, n);
    double squares = 0.0;
    double cubes = 0.0;
    double fourths = 0.0;
    for (double value : x) {
      double d = value - mean;
      double square = d * d;
      squares += square;
      cubes += square * d;
      fourths += square * square;
    }
    double m2 = squares / n;
    if (m2 == 0.0) {
      return new Moments(n, mean, 0.0, Double.NaN, Double.NaN);
    }
    return new Moments(n, mean, m2, cubes / n / (m2 * Math.sqrt(m2)), fourths / n / (m2 * m2));
  }
}
