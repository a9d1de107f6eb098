package dev.tidemark.stream.fold;

import org.jspecify.annotations.Nullable;

/**
 * A record as it was in its topic. Fields are public and mutable because Flink serialises such
 * classes by their fields.
 */
public final class RawRecord {
  /** Not a heartbeat. */
  public static final long RECORD = Long.MIN_VALUE;

  public String topic = "";
  public int partition;
  public long offset;
  public byte @Nullable [] key;
  public byte @Nullable [] value;

  /** When the log took it, or its producer sent it; milliseconds UTC. */
  public long appendedMillis;

  /** Of a heartbeat: everything known before this time, nanoseconds UTC, has been told. */
  public long heartbeatNanos = RECORD;

  public boolean isHeartbeat() {
    return heartbeatNanos != RECORD;
  }
}
