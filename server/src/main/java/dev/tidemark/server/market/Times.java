package dev.tidemark.server.market;

import dev.tidemark.server.problem.Problems;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/** Instants in requests: ISO 8601 with an offset, to the microsecond, of the time data may have. */
final class Times {
  static final Instant FIRST = Instant.parse("1990-01-01T00:00:00Z");
  static final Instant LAST = Instant.parse("2040-01-01T00:00:00Z");

  private static final int LONGEST = 40;

  private Times() {}

  static Instant parse(String parameter, String text) {
    if (text.length() <= LONGEST) {
      try {
        Instant time = OffsetDateTime.parse(text).toInstant();
        if (!time.equals(micros(time))) {
          throw invalid(parameter, "times are told to the microsecond at most");
        }
        if (time.isBefore(FIRST) || time.isAfter(LAST)) {
          throw invalid(parameter, "there are data from " + FIRST + " to " + LAST + " only");
        }
        return time;
      } catch (DateTimeException e) {
        // Said below.
      }
    }
    throw invalid(parameter, "it is not an instant");
  }

  /** Down to the microsecond, the database's unit. */
  static Instant micros(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  private static RuntimeException invalid(String parameter, String why) {
    return Problems.parameter(
            parameter, why, "Send for instance 2024-01-31T14:30:00Z; write a plus sign as %2B")
        .exception();
  }
}
