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
  private final byte[] value;
  private final FeedDocument.Decoder decoder;
  private @Nullable FeedDocument document;
  private boolean decoded;

  private LiveEvent(FeedRecord record, String key, FeedDocument.Decoder decoder) {
    int slash = key.indexOf('/');
    this.partition = record.partition();
    this.offset = record.offset();
    this.source = slash < 0 ? "" : key.substring(0, slash);
    this.instrument = key.substring(slash + 1);
    this.value = Objects.requireNonNull(record.value());
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
    return value.length;
  }

  /** Null if it cannot be decoded. */
  synchronized @Nullable FeedDocument document() {
    if (!decoded) {
      document = decoder.decode(value);
      decoded = true;
    }
    return document;
  }

  /** As JSON in one line; only for events that were delivered. */
  public byte[] json() {
    return Objects.requireNonNull(document()).json();
  }
}
