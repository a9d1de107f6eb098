package dev.tidemark.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TradingCalendarTest {

  private static final long HOUR = 3_600_000_000_000L;
  private static final TradingCalendar FX = TradingCalendar.of(CalendarId.FX_24X5);

  private static long nanos(String instant) {
    return SessionRule.nanos(Instant.parse(instant));
  }

  @ParameterizedTest
  @CsvSource({"XNYS, 98280", "CRYPTO_24X7, 525600", "FX_24X5, 374400"})
  void knowsTheTradingMinutesOfAYear(CalendarId id, double minutes) {
    assertThat(TradingCalendar.of(id).minutesPerYear()).isEqualTo(minutes);
  }

  @Property(tries = 300)
  void aSessionIsFoundAtItsInstantsAndNowhereElse(
      @ForAll CalendarId id, @ForAll @LongRange(min = 10_000, max = 24_000) long epochDay) {
    TradingCalendar calendar = TradingCalendar.of(id);
    calendar
        .session(LocalDate.ofEpochDay(epochDay))
        .ifPresent(
            session -> {
              assertThat(calendar.sessionAt(session.openNanos())).contains(session);
              assertThat(calendar.sessionAt(session.closeNanos() - 1)).contains(session);
              assertThat(calendar.sessionAt(session.closeNanos())).isNotEqualTo(session);
              assertThat(calendar.sessionAt(session.openNanos() - 1)).isNotEqualTo(session);
            });
  }

  @ParameterizedTest
  @EnumSource(CalendarId.class)
  void sessionsAscendAndNeverOverlap(CalendarId id) {
    List<Session> sessions =
        TradingCalendar.of(id).sessions(LocalDate.of(1998, 1, 1), LocalDate.of(2030, 12, 31));
    assertThat(sessions).hasSizeGreaterThan(8_000);
    for (int i = 1; i < sessions.size(); i++) {
      assertThat(sessions.get(i).openNanos())
          .isGreaterThanOrEqualTo(sessions.get(i - 1).closeNanos());
    }
  }

  @Test
  void fxSessionsAlwaysLastADay() {
    assertThat(FX.sessions(LocalDate.of(2000, 1, 1), LocalDate.of(2030, 12, 31)))
        .allSatisfy(session -> assertThat(session.lengthNanos()).isEqualTo(24 * HOUR));
  }

  @Test
  void fxRestsOnWeekendsChristmasAndNewYear() {
    assertThat(FX.session(LocalDate.of(2024, 12, 25))).isEmpty();
    assertThat(FX.session(LocalDate.of(2025, 1, 1))).isEmpty();
    assertThat(FX.session(LocalDate.of(2024, 6, 15))).isEmpty();
    assertThat(FX.sessionAt(nanos("2024-06-14T21:00:00Z"))).isEmpty();
    assertThat(FX.sessionAt(nanos("2024-06-16T21:00:00Z")))
        .hasValueSatisfying(s -> assertThat(s.date()).isEqualTo(LocalDate.of(2024, 6, 17)));
  }

  @Test
  void cryptoNeverRestsUnlessAnnounced() {
    assertThat(
            TradingCalendar.of(CalendarId.CRYPTO_24X7)
                .sessions(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 12, 31)))
        .hasSize(366);
    LocalDate halt = LocalDate.of(2024, 5, 1);
    CalendarData data =
        CalendarData.bundled(CalendarId.CRYPTO_24X7).plus("halt", Set.of(halt), Set.of());
    assertThat(TradingCalendar.of(CalendarId.CRYPTO_24X7, data).session(halt)).isEmpty();
  }

  @Test
  void openTimeSkipsNightsAndWeekends() {
    TradingCalendar xnys = TradingCalendar.of(CalendarId.XNYS);
    long friday = nanos("2024-06-14T19:00:00Z");
    long monday = nanos("2024-06-17T14:30:00Z");
    assertThat(xnys.openNanosBetween(friday, monday)).isEqualTo(2 * HOUR);
    assertThat(xnys.openNanosBetween(monday, friday)).isZero();
    assertThat(xnys.openNanosBetween(friday, friday + 1)).isEqualTo(1);
  }
}
