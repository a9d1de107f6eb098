package dev.tidemark.stream.feed;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record as listeners see it.
 *
 * @param members by name, in order
 * @param json the same as JSON, in one line
 */
public record FeedDocument(Map<String, @Nullable Object> members, byte[] json) {
  /** Turns the value of a record into what listeners see. Thread-safe. */
  @FunctionalInterface
  public interface Decoder {
    /** Null for what cannot be decoded. */
    @Nullable FeedDocument decode(byte[] value);
  }
}
