package dev.tidemark.analysis.params;

import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Timeframe;
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

  /** Length of a full session of the calendar; half days are shorter. */
  public static int sessionMinutes(CalendarId calendar) {
    return calendar == CalendarId.XNYS ? 390 : 1440;
  }

  /** Bins of a full session; the last may be shorter than the others. */
  public int bins(CalendarId calendar, Timeframe interval) {
    int bars = Math.ceilDiv(sessionMinutes(calendar) * 60, interval.seconds());
    return Math.ceilDiv(bars, barsPerBin(interval));
  }

  public int barsPerBin(Timeframe interval) {
    return binMinutes * 60 / interval.seconds();
  }

  /** Cells of the heat map: days × bins, or bins when days are not told apart. */
  public int cells(CalendarId calendar, Timeframe interval) {
    return (mode == Mode.EACH_DAY ? days.size() : 1) * bins(calendar, interval);
  }

  /** Whether days are told apart. */
  public enum Mode {
    EACH_DAY,
    ALL_DAYS
  }
}
