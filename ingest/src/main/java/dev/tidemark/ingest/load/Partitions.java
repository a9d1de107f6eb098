package dev.tidemark.ingest.load;

import java.time.LocalDate;

/** The partition day of an event time: itself, the first of its month, or 1 January of its year. */
final class Partitions {

  private static final long DAY_NANOS = 86_400_000_000_000L;

  private Partitions() {}

  static long day(String partition, long nanos) {
    long day = Math.floorDiv(nanos, DAY_NANOS);
    return switch (partition) {
      case "event_date" -> day;
      case "event_month" -> LocalDate.ofEpochDay(day).withDayOfMonth(1).toEpochDay();
      case "event_year" -> LocalDate.ofEpochDay(day).withDayOfYear(1).toEpochDay();
      default -> throw new IllegalArgumentException("not a partition column: " + partition);
    };
  }

  /** Partition days of many event times, remembering the last. */
  static int[] days(String partition, long[] nanos, int[] rows, int count) {
    int[] out = new int[count];
    long lastDay = Long.MIN_VALUE;
    int last = 0;
    for (int i = 0; i < count; i++) {
      long day = Math.floorDiv(nanos[rows[i]], DAY_NANOS);
      if (day != lastDay) {
        lastDay = day;
        last = (int) day(partition, nanos[rows[i]]);
      }
      out[i] = last;
    }
    return out;
  }
}
