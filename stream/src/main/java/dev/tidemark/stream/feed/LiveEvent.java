package dev.tidemark.stream.feed;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A record of a feed, decoded once for all who want it, and not at all if nobody does. */
public final class LiveEvent {
  private final int partition;
  private final long offset;
  private final String source;
  private final String instrument;
  private final int bytes;
  private final FeedDocument.Decoder decoder;

  /** Until it is decoded: thousands of events are kept. */
  private byte @Nullable [] value;

  private @Nullable FeedDocument document;

  private LiveEvent(FeedRecord record, String key, FeedDocument.Decoder decoder) {
    int slash = key.indexOf('/');
    this.partition = record.partition();
    this.offset = record.offset();
    this.source = slash < 0 ? "" : key.substring(0, slash);
    this.instrument = key.substring(slash + 1);
    byte[] told = Objects.requireNonNull(record.value());
    this.bytes = told.length;
    this.value = told;
    this.decoder = decoder;
  }

  /** Null for records that tell nothing about a series, such as heartbeats. */
  static @Nullable LiveEvent of(FeedRecord record, FeedDocument.Decoder decoder) {
    byte[] key = record.key();
    return record.value() == null || key == null
        ? null
        : new LiveEvent(record, new String(key, StandardCharsets.UTF_8), decoder);
  }

  public int partition() {
    return partition;
  }

  public long offset() {
    return offset;
  }

  public String source() {
    return source;
  }

  public String instrument() {
    return instrument;
  }

  int bytes() {
    return bytes;
  }

  /** Null if it cannot be decoded. */
  synchronized @Nullable FeedDocument document() {
    byte[] told = value;
    if (told != null) {
      document = decoder.decode(told);
      value = null;
    }
    return document;
  }

  /** As JSON in one line; only for events that were delivered. */
  public byte[] json() {
    return Objects.requireNonNull(document()).json();
  }
}
