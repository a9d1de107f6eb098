package dev.tidemark.core.time;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Session of a weekday d: from 17:00 New York time on d-1 to 17:00 on d; none on Christmas Day and
 * New Year's Day. Clocks change on Sunday at 02:00, outside every session: all last 24 hours.
 */
record FxRule(CalendarData data) implements SessionRule {

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final LocalTime ROLL = LocalTime.of(17, 0);

  @Override
  public @Nullable Session session(LocalDate date) {
    DayOfWeek day = date.getDayOfWeek();
    boolean weekend = day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
    boolean christmas = date.getMonthValue() == 12 && date.getDayOfMonth() == 25;
    boolean newYear = date.getDayOfYear() == 1;
    if (weekend || christmas || newYear || data.closures().contains(date)) {
      return null;
    }
    return new Session(date, roll(date.minusDays(1)), roll(date), false);
  }

  private static long roll(LocalDate date) {
    return SessionRule.nanos(date.atTime(ROLL).atZone(NEW_YORK).toInstant());
  }
}
