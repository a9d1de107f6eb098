package dev.tidemark.ingest.provider;

/** Why a record became a dead letter. */
public enum RejectReason {
  /** The record does not have the columns, quoting or syntax of its layout. */
  MALFORMED,
  /** A record longer than the reader's limit; only its beginning is kept. */
  TOO_LONG,
  /** A required field is empty. */
  MISSING_FIELD,
  /** A field is not a number. */
  BAD_NUMBER,
  /** NaN or infinity. */
  NON_FINITE,
  /** A number does not fit its column. */
  DECIMAL_OVERFLOW,
  /** The time cannot be read, or does not exist in its time zone. */
  BAD_TIMESTAMP,
  /** Later than now. */
  FUTURE_TIMESTAMP,
  /** Before 1900, or so that microseconds overflow. */
  ANCIENT_TIMESTAMP,
  /** High below open, close or low, or low above open or close. */
  OHLC_INCONSISTENT,
  /** A size, volume or count below zero. */
  NEGATIVE_SIZE,
  /** A bar outside every session of the calendar. */
  OUTSIDE_SESSION,
  /** A bar label that is not on the session's grid. */
  OFF_GRID,
  /** Known before it could have happened. */
  KNOWN_TOO_EARLY,
  /** The same trade id and version with other content. */
  CONFLICTING_VERSION,
  /**
   * A tick without an id at a source position that holds another tick. A bar can be restated, it
   * has a label; a tick without an id has no name by which a later one could replace it, and both
   * together would count twice.
   */
  RESTATED_TICK,
  /** An operation, side or other code that is not in the layout's list. */
  UNKNOWN_CODE
}
