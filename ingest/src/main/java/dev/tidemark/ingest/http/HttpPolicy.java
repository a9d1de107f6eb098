package dev.tidemark.ingest.http;

import java.time.Duration;

/**
 * How a client treats one provider.
 *
 * @param name the provider, for messages
 * @param deadline longest time for one attempt, the body included
 * @param largestBody most bytes of a body
 * @param interval time between calls in the long run
 * @param burst calls that may come at once
 * @param retry when and how often to try again
 * @param openAfter consecutive failures after which no more calls are made for a while
 * @param openFor how long
 */
public record HttpPolicy(
    String name,
    Duration deadline,
    int largestBody,
    Duration interval,
    int burst,
    RetryPolicy retry,
    int openAfter,
    Duration openFor) {
  /** Checks the ranges. */
  public HttpPolicy {
    if (!deadline.isPositive() || largestBody < 1 || openAfter < 1 || !openFor.isPositive()) {
      throw new IllegalArgumentException("deadline, body limit and breaker must be positive");
    }
  }
}
