package dev.tidemark.stream.fold;

import dev.tidemark.stream.codec.RefusedRecordException;
import dev.tidemark.stream.deadletter.LetterReason;
import dev.tidemark.stream.event.MarketEvent;

/**
 * Whether a record tells of a future: one such would close bars that are still open. Judged by what
 * stands in the log, so every reader judges alike.
 */
final class RecordTimes {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long TOLERANCE = 60_000_000_000L;

  private RecordTimes() {}

  /**
   * @param clockNanos last heartbeat before the record
   * @param appendedMillis when the log took the record
   */
  static void check(MarketEvent event, long clockNanos, long appendedMillis)
      throws RefusedRecordException {
    if (event.tsNanos - event.knownNanos > TOLERANCE) {
      throw new RefusedRecordException(
          LetterReason.FUTURE_TIME, "event_time is more than a minute after known_time");
    }
    // Heartbeats of a replay follow its clock; between two live ones the log's own time goes on.
    long present = Math.max(clockNanos, appendedMillis * NANOS_PER_MILLI);
    if (event.knownNanos - TOLERANCE > present) {
      throw new RefusedRecordException(
          LetterReason.FUTURE_TIME,
          "known_time is more than a minute after the last heartbeat and after it was written");
    }
  }
}
