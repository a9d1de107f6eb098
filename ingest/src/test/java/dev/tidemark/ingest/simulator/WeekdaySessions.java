package dev.tidemark.ingest.simulator;

import dev.tidemark.core.time.CalendarId;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Plain calendars for tests of the generator: weekdays without holidays, with one half day a year.
 */
record WeekdaySessions(CalendarId id) implements SessionSource {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  @Override
  public List<SessionWindow> sessions(LocalDate from, LocalDate toInclusive) {
    List<SessionWindow> out = new ArrayList<>();
    for (LocalDate d = from; !d.isAfter(toInclusive); d = d.plusDays(1)) {
      boolean weekend = d.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
      switch (id) {
        case XNYS -> {
          if (!weekend) {
            boolean half = d.getMonthValue() == 12 && d.getDayOfMonth() == 24;
            out.add(window(d, at(d, 9, 30), at(d, half ? 13 : 16, 0)));
          }
        }
        case FX_24X5 -> {
          if (!weekend) {
            out.add(window(d, at(d.minusDays(1), 17, 0), at(d, 17, 0)));
          }
        }
        case CRYPTO_24X7 ->
            out.add(
                window(
                    d,
                    d.atStartOfDay(ZoneOffset.UTC).toInstant(),
                    d.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()));
      }
    }
    return out;
  }

  static MarketSimulator simulator(String symbol, long seed) {
    return simulator(DemoUniverse.find(symbol).orElseThrow(), seed);
  }

  static MarketSimulator simulator(MarketModel model, long seed) {
    return new MarketSimulator(model, seed, new WeekdaySessions(model.calendar()));
  }

  private static SessionWindow window(LocalDate date, Instant open, Instant close) {
    return new SessionWindow(
        date, open.getEpochSecond() * 1_000_000_000L, close.getEpochSecond() * 1_000_000_000L);
  }

  private static Instant at(LocalDate date, int hour, int minute) {
    return date.atTime(LocalTime.of(hour, minute)).atZone(NEW_YORK).toInstant();
  }
}
