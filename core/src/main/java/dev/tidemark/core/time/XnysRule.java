package dev.tidemark.core.time;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.WEDNESDAY;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import org.jspecify.annotations.Nullable;

/**
 * Regular hours of the New York Stock Exchange: 09:30 to 16:00 New York time, 13:00 on half days.
 * The holidays are those in force since 1998; earlier years follow the same rules.
 */
record XnysRule(CalendarData data) implements SessionRule {

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final LocalTime OPEN = LocalTime.of(9, 30);
  private static final LocalTime CLOSE = LocalTime.of(16, 0);
  private static final LocalTime EARLY_CLOSE = LocalTime.of(13, 0);

  private static final int MARTIN_LUTHER_KING_SINCE = 1998;
  private static final int JUNETEENTH_SINCE = 2022;
  private static final int JULY_RULE_CHANGED = 2013;

  @Override
  public @Nullable Session session(LocalDate date) {
    DayOfWeek day = date.getDayOfWeek();
    if (day == SATURDAY || day == SUNDAY || isHoliday(date) || data.closures().contains(date)) {
      return null;
    }
    boolean early = closesEarly(date) || data.earlyCloses().contains(date);
    return new Session(date, at(date, OPEN), at(date, early ? EARLY_CLOSE : CLOSE), early);
  }

  private static long at(LocalDate date, LocalTime time) {
    return SessionRule.nanos(date.atTime(time).atZone(NEW_YORK).toInstant());
  }

  /** Holidays on a weekday, where they are observed. */
  private static boolean isHoliday(LocalDate date) {
    int year = date.getYear();
    return switch (date.getMonth()) {
      case JANUARY ->
          isNewYear(date) || (year >= MARTIN_LUTHER_KING_SINCE && isNth(date, 3, MONDAY));
      case FEBRUARY -> isNth(date, 3, MONDAY);
      case MARCH, APRIL -> date.equals(easter(year).minusDays(2));
      case MAY -> date.equals(date.with(TemporalAdjusters.lastInMonth(MONDAY)));
      case JUNE ->
          year >= JUNETEENTH_SINCE && date.equals(observed(LocalDate.of(year, Month.JUNE, 19)));
      case JULY -> date.equals(observed(LocalDate.of(year, Month.JULY, 4)));
      case SEPTEMBER -> isNth(date, 1, MONDAY);
      case NOVEMBER -> isNth(date, 4, THURSDAY);
      case DECEMBER -> date.equals(observed(LocalDate.of(year, Month.DECEMBER, 25)));
      case AUGUST, OCTOBER -> false;
    };
  }

  private static boolean closesEarly(LocalDate date) {
    DayOfWeek day = date.getDayOfWeek();
    int dayOfMonth = date.getDayOfMonth();
    return switch (date.getMonth()) {
      case JULY ->
          (dayOfMonth == 3
                  && day != FRIDAY
                  && (day != WEDNESDAY || date.getYear() >= JULY_RULE_CHANGED))
              || (dayOfMonth == 5 && day == FRIDAY && date.getYear() < JULY_RULE_CHANGED);
      case NOVEMBER -> isNth(date.minusDays(1), 4, THURSDAY);
      case DECEMBER -> dayOfMonth == 24 && day != FRIDAY;
      default -> false;
    };
  }

  /** Sunday moves to Monday; Saturday does not move, because Friday ends the accounting year. */
  private static boolean isNewYear(LocalDate date) {
    return date.getDayOfMonth() == 1
        || (date.getDayOfMonth() == 2 && date.getDayOfWeek() == MONDAY);
  }

  private static LocalDate observed(LocalDate holiday) {
    return switch (holiday.getDayOfWeek()) {
      case SATURDAY -> holiday.minusDays(1);
      case SUNDAY -> holiday.plusDays(1);
      default -> holiday;
    };
  }

  private static boolean isNth(LocalDate date, int nth, DayOfWeek day) {
    return date.getDayOfWeek() == day && (date.getDayOfMonth() - 1) / 7 == nth - 1;
  }

  /** Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher). */
  static LocalDate easter(int year) {
    int a = year % 19;
    int b = year / 100;
    int c = year % 100;
    int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
    int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
    return LocalDate.of(year, f / 31, f % 31 + 1);
  }
}
