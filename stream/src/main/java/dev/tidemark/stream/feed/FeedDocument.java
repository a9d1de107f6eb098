package dev.tidemark.stream.feed;

import org.jspecify.annotations.Nullable;

/**
 * A record as listeners see it.
 *
 * @param timeframe of a bar; null for anything else
 * @param json in one line
 */
public record FeedDocument(@Nullable String timeframe, byte[] json) {
  /** Turns the value of a record into what listeners see. Thread-safe. */
  @FunctionalInterface
  public interface Decoder {
    /** Null for what cannot be decoded. */
    @Nullable FeedDocument decode(byte[] value);
  }
}
