package dev.tidemark.core.time;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Derives the session of a date, or null when there is none. */
@FunctionalInterface
interface SessionRule {

  long NANOS_PER_SECOND = 1_000_000_000L;
  long NANOS_PER_DAY = 86_400 * NANOS_PER_SECOND;

  @Nullable Session session(LocalDate date);

  /** Every UTC day, apart from announced closures. */
  static SessionRule everyDay(CalendarData data) {
    return date -> {
      if (data.closures().contains(date)) {
        return null;
      }
      long open = date.toEpochDay() * NANOS_PER_DAY;
      return new Session(date, open, open + NANOS_PER_DAY, false);
    };
  }

  static long nanos(Instant instant) {
    return instant.getEpochSecond() * NANOS_PER_SECOND + instant.getNano();
  }
}
