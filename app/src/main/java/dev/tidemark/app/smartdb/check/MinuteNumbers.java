package dev.tidemark.app.smartdb.check;

import dev.tidemark.core.time.GridCursor;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** The numbers the database gives the minutes of a calendar, without gaps across sessions. */
final class MinuteNumbers {
  private static final LocalDate FIRST = LocalDate.of(1990, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2039, 12, 31);
  private static final long MINUTE = 60_000_000_000L;

  private final GridCursor cursor;
  private final Map<LocalDate, Long> firstMinutes = new HashMap<>();

  MinuteNumbers(TradingCalendar calendar) {
    this.cursor = new GridCursor(calendar, Timeframe.M1);
    long minute = 0;
    for (Session each : calendar.sessions(FIRST, LAST)) {
      firstMinutes.put(each.date(), minute);
      minute += Math.ceilDiv(each.lengthNanos(), MINUTE);
    }
  }

  /** Of the minute with this label, which is in a session. */
  long of(long labelNanos) {
    if (!cursor.seek(labelNanos)) {
      throw new IllegalArgumentException("outside every session: " + labelNanos);
    }
    return first(cursor.session()) + cursor.barIndex();
  }

  private long first(Session of) {
    Long first = firstMinutes.get(of.date());
    if (first == null) {
      throw new IllegalArgumentException("no data are kept of " + of.date());
    }
    return first;
  }
}
