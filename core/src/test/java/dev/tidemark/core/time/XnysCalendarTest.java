package dev.tidemark.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XnysCalendarTest {

  private static final TradingCalendar XNYS = TradingCalendar.of(CalendarId.XNYS);

  private static long nanos(String instant) {
    return SessionRule.nanos(Instant.parse(instant));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1998-01-19", // Martin Luther King, first year
        "2023-01-02", // New Year moved from Sunday
        "2024-02-19", // Presidents
        "2024-03-29", // Good Friday
        "2019-04-19", // Good Friday in April
        "2024-05-27", // Memorial
        "2022-06-20", // Juneteenth moved from Sunday
        "2027-06-18", // Juneteenth moved from Saturday
        "2020-07-03", // Independence moved from Saturday
        "2021-07-05", // Independence moved from Sunday
        "2024-09-02", // Labor
        "2024-11-28", // Thanksgiving
        "2021-12-24", // Christmas moved from Saturday
        "2022-12-26", // Christmas moved from Sunday
        "2001-09-11",
        "2001-09-14",
        "2004-06-11",
        "2007-01-02",
        "2012-10-29",
        "2012-10-30",
        "2018-12-05",
        "2025-01-09", // announced
        "2024-06-15",
        "2024-06-16" // weekend
      })
  void isClosed(LocalDate date) {
    assertThat(XNYS.session(date)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2021-12-31", // New Year on Saturday is not observed on Friday
        "2022-01-03",
        "1997-01-20", // before Martin Luther King was a holiday
        "2021-06-18", // before Juneteenth was a holiday
        "2001-09-10",
        "2001-09-17"
      })
  void isOpenAllDay(LocalDate date) {
    assertThat(XNYS.session(date)).hasValueSatisfying(s -> assertThat(s.halfDay()).isFalse());
  }

  @ParameterizedTest
  @CsvSource({
    "2024-11-29, true", // after Thanksgiving
    "2002-11-29, true", // after Thanksgiving on the 28th
    "2024-12-24, true",
    "2023-07-03, true", // Monday
    "2024-07-03, true", // Wednesday since 2013
    "2013-07-03, true",
    "2002-07-03, false", // Wednesday before 2013
    "2002-07-05, true", // Friday before 2013
    "2019-07-05, false",
    "2024-07-05, false",
    "1999-12-31, true",
    "2003-12-26, true",
    "2014-12-26, false",
  })
  void closesEarly(LocalDate date, boolean early) {
    Session session = XNYS.session(date).orElseThrow();
    assertThat(session.halfDay()).isEqualTo(early);
    assertThat(session.lengthNanos()).isEqualTo((early ? 210L : 390L) * 60_000_000_000L);
  }

  @Test
  void opensAtHalfPastNineWhateverTheSeason() {
    assertThat(XNYS.session(LocalDate.of(2024, 1, 5)).orElseThrow().openNanos())
        .isEqualTo(nanos("2024-01-05T14:30:00Z"));
    assertThat(XNYS.session(LocalDate.of(2024, 7, 5)).orElseThrow().openNanos())
        .isEqualTo(nanos("2024-07-05T13:30:00Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "1999, 252",
    "2001, 248",
    "2012, 250",
    "2016, 252",
    "2020, 253",
    "2022, 251",
    "2024, 252",
    "2025, 250",
    "2026, 251"
  })
  void hasTheKnownNumberOfSessions(int year, int sessions) {
    assertThat(XNYS.sessions(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31)))
        .hasSize(sessions);
  }

  @ParameterizedTest
  @CsvSource({"1998, 1998-04-12", "2000, 2000-04-23", "2008, 2008-03-23", "2038, 2038-04-25"})
  void easterIsWhereTheChurchPutsIt(int year, LocalDate sunday) {
    assertThat(XnysRule.easter(year)).isEqualTo(sunday);
    assertThat(sunday.getDayOfWeek()).isEqualTo(DayOfWeek.SUNDAY);
  }

  @Test
  void closuresAnnouncedLaterAreDataAndChangeTheVersion() {
    LocalDate closed = LocalDate.of(2031, 3, 4);
    LocalDate early = LocalDate.of(2031, 3, 5);
    CalendarData data =
        CalendarData.bundled(CalendarId.XNYS).plus("2031a", List.of(closed), Set.of(early));
    TradingCalendar calendar = TradingCalendar.of(CalendarId.XNYS, data);
    assertThat(calendar.session(closed)).isEmpty();
    assertThat(calendar.session(early).orElseThrow().halfDay()).isTrue();
    assertThat(calendar.session(LocalDate.of(2025, 1, 9))).isEmpty();
    assertThat(calendar.version()).isEqualTo("xnys-1+2031a").isNotEqualTo(XNYS.version());
    assertThat(XNYS.session(closed)).isPresent();
  }

  @Test
  void datesWithoutInstantsHaveNoSession() {
    assertThat(XNYS.session(LocalDate.MAX)).isEmpty();
    assertThat(XNYS.session(LocalDate.MIN)).isEmpty();
    assertThat(XNYS.sessionAt(Long.MIN_VALUE)).isEmpty();
    assertThat(XNYS.sessionAt(Long.MAX_VALUE)).isEmpty();
  }
}
