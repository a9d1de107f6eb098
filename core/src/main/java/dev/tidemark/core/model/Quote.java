package dev.tidemark.core.model;

import org.jspecify.annotations.Nullable;

/**
 * Best bid and ask from {@code tsNanos} on.
 *
 * @param tsNanos event time, nanoseconds UTC
 * @param seq orders quotes of the same nanosecond
 * @param bid unscaled, scale 8
 * @param ask unscaled, scale 8
 * @param bidSize unscaled, scale 8, if told
 * @param askSize unscaled, scale 8, if told
 * @param knownNanos when the quote could first have been known, nanoseconds UTC
 */
public record Quote(
    long tsNanos,
    long seq,
    long bid,
    long ask,
    @Nullable Long bidSize,
    @Nullable Long askSize,
    long knownNanos) {

  /** A positive bid that is not above the ask: locked quotes are valid, crossed ones are not. */
  public boolean isValid() {
    return bid > 0 && ask >= bid;
  }
}
