package dev.tidemark.transform.bars;

import java.time.LocalDate;

/** First days of UTC months, the partitions of silver. */
public final class Months {
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  private Months() {}

  /** Epoch day of the first day of each instant's month. */
  public static int[] firstDays(long[] micros, int rows) {
    int[] out = new int[rows];
    long from = 0;
    long to = 0;
    int first = 0;
    for (int i = 0; i < rows; i++) {
      if (micros[i] < from || micros[i] >= to) {
        LocalDate month = firstDay(micros[i]);
        first = (int) month.toEpochDay();
        from = first * MICROS_PER_DAY;
        to = month.plusMonths(1).toEpochDay() * MICROS_PER_DAY;
      }
      out[i] = first;
    }
    return out;
  }

  public static LocalDate firstDay(long micros) {
    return LocalDate.ofEpochDay(Math.floorDiv(micros, MICROS_PER_DAY)).withDayOfMonth(1);
  }
}
