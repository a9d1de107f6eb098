package dev.tidemark.stream.fold;

import dev.tidemark.stream.codec.RefusedRecordException;
import dev.tidemark.stream.codec.WireFrame;
import dev.tidemark.stream.deadletter.LetterReason;
import dev.tidemark.stream.event.MarketEvent;
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

  static Letter of(RawRecord raw, RefusedRecordException refused) {
    Letter letter = new Letter();
    letter.reason = refused.reason().name();
    letter.detail = refused.detail();
    letter.topic = raw.topic;
    letter.partition = raw.partition;
    letter.offset = raw.offset;
    letter.schemaId = refused.schemaId();
    letter.key = raw.key;
    letter.value = raw.value;
    return letter;
  }

  /** Of a record that was decoded and that a fold refuses. */
  static Letter of(MarketEvent event, LetterReason reason, String detail) {
    Letter letter = new Letter();
    letter.reason = reason.name();
    letter.detail = detail;
    letter.topic = event.topic;
    letter.partition = event.partition;
    letter.offset = event.offset;
    letter.key = event.rawKey;
    letter.value = event.rawValue;
    letter.schemaId = schemaOf(event.rawValue);
    return letter;
  }

  private static int schemaOf(byte @Nullable [] value) {
    try {
      return value == null ? RefusedRecordException.NO_SCHEMA : WireFrame.schema(value);
    } catch (RefusedRecordException notFramed) {
      return RefusedRecordException.NO_SCHEMA;
    }
  }
}
