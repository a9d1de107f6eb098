package dev.tidemark.ingest.http;

import java.time.Duration;

/**
 * Exponential backoff with jitter.
 *
 * @param attempts most attempts, the first included
 * @param base delay before the second attempt, without jitter
 * @param cap largest delay
 * @param longestRetryAfter a server that asks for a longer pause ends the call
 */
public record RetryPolicy(int attempts, Duration base, Duration cap, Duration longestRetryAfter) {
  /** Checks the ranges. */
  public RetryPolicy {
    if (attempts < 1 || base.isNegative() || cap.compareTo(base) < 0) {
      throw new IllegalArgumentException("a policy needs an attempt and base <= cap");
    }
  }

  /** Six attempts over about half a minute. */
  public static RetryPolicy standard() {
    return new RetryPolicy(
        6, Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofMinutes(5));
  }

  /**
   * Pause after a failed attempt: half of {@code min(cap, base * 2^(attempt-1))} for certain, the
   * other half by chance, so that clients that failed together do not return together.
   *
   * @param attempt number of the failed attempt, from 1
   * @param uniform a draw in [0, 1)
   */
  public Duration delay(int attempt, double uniform) {
    long factor = 1L << Math.min(attempt - 1, 30);
    boolean capped = base.toMillis() > 0 && factor > cap.toMillis() / base.toMillis();
    long nanos = capped ? cap.toNanos() : Math.min(cap.toNanos(), base.toNanos() * factor);
    return Duration.ofNanos((long) (nanos * (0.5 + 0.5 * uniform)));
  }
}
