package dev.tidemark.core.stats;

/**
 * How fast a series returns to its mean: OLS of {@code y(t) = a + phi·y(t-1)} on log closes, over
 * pairs of neighbouring bars within a session (spec §4.11). NaN is "no value".
 *
 * <p>Meant for prices. On a price minus its own moving average it would report the reversion that
 * the average itself makes.
 *
 * @param pairs pairs used; with fewer than 3, or a constant series, phi is NaN and NON_REVERTING
 * @param bars {@code -ln 2/ln phi}; NaN unless the status is OK
 * @param phiCorrected {@code phi + (1 + 3·phi)/pairs}: OLS is biased towards reversion
 * @param barsCorrected half-life of phiCorrected
 */
public record HalfLife(
    int pairs,
    double intercept,
    double phi,
    double bars,
    Status status,
    double phiCorrected,
    double barsCorrected,
    Status statusCorrected) {

  private static final int FEWEST_PAIRS = 3;
  private static final double LN_2 = StrictMath.log(2.0);

  /** Whether a half-life exists. */
  public enum Status {
    /** {@code 0 < phi < 1}. */
    OK,
    /** {@code phi >= 1}. */
    NON_REVERTING,
    /** {@code phi <= 0}. */
    OSCILLATING
  }

  /**
   * Of closes; see {@link #of}.
   *
   * @param closes on the grid; NaN where a bar is missing
   */
  public static HalfLife ofCloses(double[] closes, int[] offsets) {
    return of(logs(closes), offsets);
  }

  /** Natural logarithms; NaN stays NaN. */
  public static double[] logs(double[] closes) {
    double[] logs = new double[closes.length];
    for (int t = 0; t < logs.length; t++) {
      logs[t] = StrictMath.log(closes[t]);
    }
    return logs;
  }

  /**
   * Of log closes. A pair with a missing bar is left out; nothing is allocated but the result.
   *
   * @param y log closes on the grid, oldest first; NaN where a bar is missing
   * @param offsets index of the first bar of each session, then the number of bars
   */
  public static HalfLife of(double[] y, int[] offsets) {
    int pairs = 0;
    double first = 0.0;
    double laggedSum = 0.0;
    double currentSum = 0.0;
    for (int s = 0; s + 1 < offsets.length; s++) {
      for (int t = offsets[s] + 1; t < offsets[s + 1]; t++) {
        double lagged = y[t - 1];
        double current = y[t];
        if (isPair(lagged, current)) {
          if (pairs++ == 0) {
            first = lagged; // anchors both sums
          }
          laggedSum += lagged - first;
          currentSum += current - first;
        }
      }
    }
    if (pairs < FEWEST_PAIRS) {
      return unknown(pairs);
    }
    double laggedMean = first + laggedSum / pairs;
    double currentMean = first + currentSum / pairs;
    double squares = 0.0;
    double products = 0.0;
    for (int s = 0; s + 1 < offsets.length; s++) {
      for (int t = offsets[s] + 1; t < offsets[s + 1]; t++) {
        double lagged = y[t - 1];
        double current = y[t];
        if (isPair(lagged, current)) {
          double d = lagged - laggedMean;
          squares += d * d;
          products += d * (current - currentMean);
        }
      }
    }
    if (squares == 0.0) {
      return unknown(pairs);
    }
    double phi = products / squares;
    double corrected = phi + (1.0 + 3.0 * phi) / pairs;
    return new HalfLife(
        pairs,
        currentMean - phi * laggedMean,
        phi,
        bars(phi),
        status(phi),
        corrected,
        bars(corrected),
        status(corrected));
  }

  private static boolean isPair(double lagged, double current) {
    return !Double.isNaN(lagged + current);
  }

  private static Status status(double phi) {
    if (phi > 0.0) {
      return phi < 1.0 ? Status.OK : Status.NON_REVERTING;
    }
    return Status.OSCILLATING;
  }

  private static double bars(double phi) {
    return status(phi) == Status.OK ? -LN_2 / StrictMath.log(phi) : Double.NaN;
  }

  private static HalfLife unknown(int pairs) {
    return new HalfLife(
        pairs,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Status.NON_REVERTING,
        Double.NaN,
        Double.NaN,
        Status.NON_REVERTING);
  }
}
