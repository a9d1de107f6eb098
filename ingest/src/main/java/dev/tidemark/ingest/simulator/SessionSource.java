package dev.tidemark.ingest.simulator;

import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.TradingCalendar;
import java.time.LocalDate;
import java.util.List;

/** Gives the sessions of a calendar. Thread-safe. */
@FunctionalInterface
public interface SessionSource {
  /** Sessions with dates in {@code [from, toInclusive]}, ascending. */
  List<SessionWindow> sessions(LocalDate from, LocalDate toInclusive);

  /** The sessions of a trading calendar. */
  static SessionSource of(TradingCalendar calendar) {
    return (from, to) ->
        calendar.sessions(from, to).stream()
            .map(s -> new SessionWindow(s.date(), s.openNanos(), s.closeNanos()))
            .toList();
  }

  /** The sessions of a calendar with the bundled data. */
  static SessionSource of(CalendarId id) {
    return of(TradingCalendar.of(id));
  }
}
