package dev.tidemark.stream.fold;

import org.jspecify.annotations.Nullable;

/**
 * A record on its way to the dead letters, with its original bytes. Fields are public and mutable
 * because Flink serialises such classes by their fields.
 */
public final class Letter {
  /** Name of a {@link dev.tidemark.stream.deadletter.LetterReason}. */
  public String reason = "";

  public String detail = "";
  public String topic = "";
  public int partition;
  public long offset;
  public int schemaId;
  public byte @Nullable [] key;
  public byte @Nullable [] value;
}
