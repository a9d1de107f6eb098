package dev.tidemark.stream.codec;

import dev.tidemark.stream.deadletter.LetterReason;

/** Confluent's frame: a zero, then the schema's id in four bytes, big-endian. */
public final class WireFrame {
  public static final int BYTES = 5;

  private WireFrame() {}

  /** Id of the schema of a value. */
  public static int schema(byte[] value) throws RefusedRecordException {
    if (value.length < BYTES || value[0] != 0) {
      throw new RefusedRecordException(
          LetterReason.BAD_MAGIC,
          value.length < BYTES
              ? "the value has " + value.length + " bytes"
              : "the first byte is " + (value[0] & 0xFF) + ", not 0");
    }
    return (value[1] & 0xFF) << 24
        | (value[2] & 0xFF) << 16
        | (value[3] & 0xFF) << 8
        | (value[4] & 0xFF);
  }
}
