package dev.tidemark.ingest.simulator;

import java.time.DayOfWeek;

/**
 * A window of the week in which the efficient log price reverts to its value at the window's start:
 * {@code d(t) = phi * d(t - phiMinutes) + noise}, with {@code d} the deviation from that anchor and
 * {@code d = 0} at the start. Outside the planted windows increments are independent, so an
 * analysis with power must report these cells and no other.
 *
 * @param day weekday of the session date
 * @param startMinute first minute of the window, from the session open, inclusive
 * @param endMinute end of the window, from the session open, exclusive; a session that is shorter
 *     has no such window
 * @param phi autoregression coefficient per {@code phiMinutes}, in (0, 1); 0.8 per 5 minutes is a
 *     half-life of about 15 minutes
 * @param phiMinutes the step {@code phi} refers to
 */
public record PlantedWindow(
    DayOfWeek day, int startMinute, int endMinute, double phi, int phiMinutes) {
  /** Checks the ranges. */
  public PlantedWindow {
    if (startMinute < 0 || endMinute <= startMinute) {
      throw new IllegalArgumentException(
          "a window needs 0 <= start < end [start=" + startMinute + ", end=" + endMinute + "]");
    }
    if (!(phi > 0.0 && phi < 1.0) || phiMinutes < 1) {
      throw new IllegalArgumentException(
          "phi must be in (0, 1) per a positive step [phi=" + phi + ", step=" + phiMinutes + "]");
    }
  }

  /** The coefficient per minute: {@code phi^(1/phiMinutes)}. */
  public double phiPerMinute() {
    return StrictMath.pow(phi, 1.0 / phiMinutes);
  }

  /** Half-life of a deviation, in minutes. */
  public double halfLifeMinutes() {
    return phiMinutes * StrictMath.log(0.5) / StrictMath.log(phi);
  }
}
