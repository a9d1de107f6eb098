package dev.tidemark.server.jobs;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * When to try again: the delay doubles with each failure up to a longest one, and a random half of
 * it is taken off, so that jobs that failed together do not come back together.
 *
 * @param chance uniform in [0, 1)
 * @param maxInterruptions workers that may die over one job before it is taken to be the cause
 */
public record Retries(
    Duration first, Duration longest, DoubleSupplier chance, int maxInterruptions) {
  private static final int MOST_DOUBLINGS = 30;

  public static Retries standard(DoubleSupplier chance) {
    return new Retries(Duration.ofSeconds(2), Duration.ofMinutes(5), chance, 20);
  }

  /** {@code failures}: how often the job has failed, at least 1. */
  public Duration delay(int failures) {
    long doubled = first.toMillis() << Math.min(failures - 1, MOST_DOUBLINGS);
    long capped = Math.min(doubled, longest.toMillis());
    return Duration.ofMillis(capped - (long) (capped * chance.getAsDouble() / 2));
  }
}
