package dev.tidemark.analysis.params;

import java.time.DayOfWeek;
import java.util.List;

/**
 * The cells: days × bins of the session.
 *
 * @param binMinutes length of a bin, a multiple of the bar interval; bins start at the open
 * @param days in week order
 */
public record Windows(int binMinutes, List<DayOfWeek> days, Mode mode) {

  public Windows {
    days = List.copyOf(days);
  }

  /** Whether days are told apart. */
  public enum Mode {
    EACH_DAY,
    ALL_DAYS
  }
}
