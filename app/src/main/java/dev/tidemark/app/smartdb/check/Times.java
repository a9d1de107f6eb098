package dev.tidemark.app.smartdb.check;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Between nanoseconds since 1970 and instants. */
final class Times {
  private static final long NANOS_PER_MICRO = 1_000;

  private Times() {}

  static long nanos(Instant at) {
    return ChronoUnit.NANOS.between(Instant.EPOCH, at);
  }

  static Instant instant(long nanos) {
    return Instant.EPOCH.plusNanos(nanos);
  }

  /** As the database keeps it: microseconds, rounded down. */
  static Instant stored(long nanos) {
    return instant(Math.floorDiv(nanos, NANOS_PER_MICRO) * NANOS_PER_MICRO);
  }
}
