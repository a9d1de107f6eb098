package dev.tidemark.analysis.report;

import dev.tidemark.analysis.params.Windows;
import dev.tidemark.core.time.CalendarId;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Names a bin by the wall clock of the market, such as {@code 11:30-12:30}. Sessions of a calendar
 * open at the same local time all year, and no change of daylight saving falls into one.
 */
public final class SessionClock {
  private static final int DAY = 24 * 60;

  private final int open;
  private final int minutes;
  private final int binMinutes;

  private SessionClock(int open, int minutes, int binMinutes) {
    this.open = open;
    this.minutes = minutes;
    this.binMinutes = binMinutes;
  }

  public static SessionClock of(CalendarId calendar, Windows windows) {
    int open =
        switch (calendar) {
          case XNYS -> 9 * 60 + 30;
          case CRYPTO_24X7 -> 0;
          case FX_24X5 -> 17 * 60;
        };
    return new SessionClock(open, Windows.sessionMinutes(calendar), windows.binMinutes());
  }

  /** The zone whose clock is meant. */
  public static ZoneId zone(CalendarId calendar) {
    return calendar == CalendarId.CRYPTO_24X7 ? ZoneOffset.UTC : ZoneId.of("America/New_York");
  }

  /** Start and end of the bin; the last bin ends with the session. */
  public String window(int bin) {
    int from = bin * binMinutes;
    return clock(open + from, false)
        + "-"
        + clock(open + Math.min(from + binMinutes, minutes), true);
  }

  /** Start of the bin. */
  public String start(int bin) {
    return clock(open + bin * binMinutes, false);
  }

  private static String clock(int minute, boolean end) {
    int of = end && minute == DAY ? DAY : minute % DAY;
    return two(of / 60) + ":" + two(of % 60);
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }
}
