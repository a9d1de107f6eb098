package dev.tidemark.stream.produce;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** A record without value that tells up to when everything known is in its partition. */
public final class HeartbeatRecord {
  /** Header with the knowledge time: 8 bytes, big-endian, nanoseconds UTC. */
  public static final String HEADER = "tidemark.heartbeat";

  private HeartbeatRecord() {}

  /** The knowledge time a record's headers tell; empty when it is no heartbeat. */
  public static OptionalLong knownNanos(Headers headers) {
    Header header = headers.lastHeader(HEADER);
    return header == null || header.value() == null || header.value().length != Long.BYTES
        ? OptionalLong.empty()
        : OptionalLong.of(ByteBuffer.wrap(header.value()).getLong());
  }
}
