package dev.tidemark.transform.pulse;

import dev.tidemark.core.time.GridCursor;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.SessionGrid;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import java.time.LocalDate;

/** Closes of a timeframe's bars on a calendar: when decisions are taken. Microseconds UTC. */
final class DecisionTimes {
  private static final long NANOS_PER_MICRO = 1_000;
  private static final long NANOS_PER_DAY = 86_400_000_000_000L;

  /** No market is closed for so long; September 2001 was a week. */
  private static final int LONGEST_CLOSURE_DAYS = 60;

  private final TradingCalendar calendar;
  private final Timeframe base;
  private final GridCursor cursor;

  DecisionTimes(TradingCalendar calendar, Timeframe base) {
    this.calendar = calendar;
    this.base = base;
    this.cursor = new GridCursor(calendar, base);
  }

  /** The first decision time at or after an instant, {@link Long#MAX_VALUE} when there is none. */
  long atOrAfter(long micros) {
    long nanos = micros * NANOS_PER_MICRO;
    if (cursor.seek(nanos - 1)) {
      return cursor.endNanos() / NANOS_PER_MICRO;
    }
    long day = Math.floorDiv(nanos, NANOS_PER_DAY);
    for (int ahead = 0; ahead <= LONGEST_CLOSURE_DAYS; ahead++) {
      Session session = calendar.session(LocalDate.ofEpochDay(day + ahead)).orElse(null);
      if (session != null && session.openNanos() >= nanos) {
        return SessionGrid.bar(session, base, 0).endNanos() / NANOS_PER_MICRO;
      }
    }
    return Long.MAX_VALUE;
  }

  /** An instant at least so many whole sessions before another. */
  long sessionsBefore(long micros, int sessions) {
    long day = Math.floorDiv(micros * NANOS_PER_MICRO, NANOS_PER_DAY);
    int left = sessions + 1;
    long back = day;
    while (left > 0 && day - back < LONGEST_CLOSURE_DAYS) {
      Session session = calendar.session(LocalDate.ofEpochDay(back)).orElse(null);
      if (session != null && session.closeNanos() <= micros * NANOS_PER_MICRO) {
        left--;
        if (left == 0) {
          return session.openNanos() / NANOS_PER_MICRO;
        }
      }
      back--;
    }
    return back * (NANOS_PER_DAY / NANOS_PER_MICRO);
  }
}
