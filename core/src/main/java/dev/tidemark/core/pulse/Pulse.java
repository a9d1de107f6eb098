package dev.tidemark.core.pulse;

import java.util.OptionalInt;

/**
 * The six-timeframe pulse (spec §3.2), pure functions.
 *
 * <p>At decision time T: take each timeframe's latest row that was closed <em>and</em> published by
 * T ({@link PulseRow#asOf}), drop it if {@link #isStale}, {@link #score} it, and {@link #combine}
 * the six scores. A bar still running, or closed but not yet published, can never be seen.
 */
public final class Pulse {
  /** 1m, 5m, 15m, 1h, 4h, 1d: the order of scores. */
  public static final int TIMEFRAMES = 6;

  private static final int MINIMUM_AVAILABLE = 4;
  private static final double WEIGHT = 1.0;

  private Pulse() {}

  /** Greatest age of a row that counts: two intervals of its timeframe. */
  public static long maxAge(long interval) {
    return 2 * interval;
  }

  /**
   * Whether a row is too old to count.
   *
   * @param elapsed session time (not wall time) since the close of the row's bar
   * @param maxAge in the same unit, usually {@link #maxAge}
   */
  public static boolean isStale(long elapsed, long maxAge) {
    return elapsed > maxAge;
  }

  /** Mean of four votes, each -1, 0 or 1; NaN if an input is null (NaN). */
  public static double score(
      double macd, double histogram, double rsi, double adx, double plusDi, double minusDi) {
    if (Double.isNaN(macd + histogram + rsi + adx + plusDi + minusDi)) {
      return Double.NaN;
    }
    int momentum = rsi > 55.0 ? 1 : rsi < 45.0 ? -1 : 0;
    int trend = adx >= 20.0 ? sign(plusDi - minusDi) : 0;
    return (sign(macd) + sign(histogram) + momentum + trend) / 4.0;
  }

  /**
   * Combines scores in the order of {@link #TIMEFRAMES}; NaN is an unavailable timeframe. All
   * weights are 1: nothing is fitted. Fewer than four give no pulse.
   */
  public static PulseReading combine(double[] scores) {
    return combine(MINIMUM_AVAILABLE, scores);
  }

  /** As {@link #combine(double[])} with another number of timeframes that must be available. */
  public static PulseReading combine(int minimumAvailable, double[] scores) {
    int available = 0;
    double sum = 0.0;
    double weights = 0.0;
    for (double score : scores) {
      if (!Double.isNaN(score)) {
        available++;
        sum += WEIGHT * score;
        weights += WEIGHT;
      }
    }
    if (available < minimumAvailable) {
      return new PulseReading(Double.NaN, OptionalInt.empty(), PulseLabel.UNKNOWN, available);
    }
    double pulse = sum / weights;
    int direction = sign(pulse);
    int aligned = 0;
    for (double score : scores) {
      if (score * direction >= 0.5) {
        aligned++;
      }
    }
    return new PulseReading(pulse, OptionalInt.of(aligned), label(pulse, aligned), available);
  }

  private static PulseLabel label(double pulse, int aligned) {
    double strength = Math.abs(pulse);
    boolean up = pulse > 0.0;
    if (strength >= 0.6 && aligned >= 5) {
      return up ? PulseLabel.STRONG_UP : PulseLabel.STRONG_DOWN;
    }
    if (strength >= 0.3 && aligned >= 3) {
      return up ? PulseLabel.MODERATE_UP : PulseLabel.MODERATE_DOWN;
    }
    return PulseLabel.MIXED;
  }

  private static int sign(double x) {
    return x > 0.0 ? 1 : x < 0.0 ? -1 : 0;
  }
}
