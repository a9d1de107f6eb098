package dev.tidemark.stream.codec;

import dev.tidemark.stream.deadletter.LetterReason;
import java.io.IOException;

/** Bytes that are no record of their topic; without a stack, since floods of them are expected. */
public final class RefusedRecordException extends IOException {
  /** The id of the schema is not known. */
  public static final int NO_SCHEMA = -1;

  private final LetterReason reason;
  private int schemaId = NO_SCHEMA;

  public RefusedRecordException(LetterReason reason, String detail) {
    super(detail);
    this.reason = reason;
  }

  RefusedRecordException of(int schema) {
    schemaId = schema;
    return this;
  }

  public LetterReason reason() {
    return reason;
  }

  /** What exactly is wrong, in words. */
  public String detail() {
    return String.valueOf(getMessage());
  }

  /** Id in the frame of the value, or {@link #NO_SCHEMA}. */
  public int schemaId() {
    return schemaId;
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
