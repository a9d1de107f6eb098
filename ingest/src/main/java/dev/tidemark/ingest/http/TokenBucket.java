package dev.tidemark.ingest.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Limits a rate: {@code burst} calls at once, then one per {@code interval}. Thread-safe; calls are
 * spaced in the order in which they reserve.
 */
public final class TokenBucket {
  private final InstantSource clock;
  private final Duration interval;
  private final int burst;
  private Instant nextFree;

  /**
   * A full bucket.
   *
   * @param clock the time
   * @param interval time in which one token grows
   * @param burst most tokens the bucket holds, at least 1
   */
  public TokenBucket(InstantSource clock, Duration interval, int burst) {
    if (interval.isNegative() || burst < 1) {
      throw new IllegalArgumentException(
          "a bucket holds a token and refills [burst=" + burst + "]");
    }
    this.clock = clock;
    this.interval = interval;
    this.burst = burst;
    this.nextFree = clock.instant().minus(interval.multipliedBy(burst));
  }

  /** Takes a token, if need be of the future, and says how long to wait for it. */
  public synchronized Duration reserve() {
    Instant now = clock.instant();
    Instant earliest = now.minus(interval.multipliedBy(burst - 1L));
    // nextFree is when the token would have been due; a long pause fills the bucket, not more.
    Instant due = nextFree.isBefore(earliest) ? earliest : nextFree;
    nextFree = due.plus(interval);
    Duration wait = Duration.between(now, due);
    return wait.isNegative() ? Duration.ZERO : wait;
  }
}
