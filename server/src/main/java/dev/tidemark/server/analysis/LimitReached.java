package dev.tidemark.server.analysis;

/**
 * A request that the plan does not allow now.
 *
 * @param retryAfterSeconds until the day ends, or a guess of when a slot is free
 */
public record LimitReached(Kind kind, Limits limits, long retryAfterSeconds) {

  /** Which limit. */
  public enum Kind {
    PER_DAY,
    CONCURRENT
  }
}
