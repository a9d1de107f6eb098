package dev.tidemark.ingest.live.feed;

import dev.tidemark.ingest.http.RetryPolicy;
import java.time.Duration;

/**
 * How long to wait before connecting again: longer from failure to failure, with chance in it, so
 * that feeds that were cut together do not return together; from the beginning after a connection
 * that held.
 *
 * @param base before the second attempt, without chance
 * @param cap longest wait
 * @param held a connection that lasted so long was a good one
 */
public record ReconnectPolicy(Duration base, Duration cap, Duration held) {
  /** Half a second at first, half a minute at most. */
  public static final ReconnectPolicy STANDARD =
      new ReconnectPolicy(Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofMinutes(1));

  /**
   * Time to wait.
   *
   * @param failures connections in a row that did not hold, from 1
   * @param uniform a draw in [0, 1)
   */
  public Duration delay(int failures, double uniform) {
    return new RetryPolicy(Integer.MAX_VALUE, base, cap, cap).delay(Math.max(1, failures), uniform);
  }
}
