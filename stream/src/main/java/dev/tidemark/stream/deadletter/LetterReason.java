package dev.tidemark.stream.deadletter;

/** Why a record is a dead letter. Names are part of the format of the dead-letter topics. */
public enum LetterReason {
  /** The value does not begin with the frame of the wire format. */
  BAD_MAGIC,
  /** The registry has no schema of this id. */
  UNKNOWN_SCHEMA,
  /** The bytes are not what the schema says, or its records cannot be read as ours. */
  BAD_AVRO,
  /** The value is longer than any record of this topic. */
  TOO_LARGE,
  /** The key is not the one this record must have, so its order is not that of its series. */
  BAD_KEY,
  NEGATIVE_SIZE,
  /** A number or time that cannot be stored exactly. */
  OUT_OF_RANGE,
  /** A text that is empty, too long, not UTF-8, or of no known meaning. */
  BAD_TEXT,
  /** Told to have happened, or to be known, after the clock of its partition. */
  FUTURE_TIME,
  UNKNOWN_CALENDAR,
  /** Known too long after its bar closed. */
  TOO_LATE,
  /** There are as many series as there may be. */
  TOO_MANY_SERIES,
  /** A message of a feed that is no record; the detail says which reason the feed gave. */
  FEED_REJECT
}
