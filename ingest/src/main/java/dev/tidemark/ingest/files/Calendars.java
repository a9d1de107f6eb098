package dev.tidemark.ingest.files;

import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.TradingCalendar;
import java.util.EnumMap;
import java.util.Map;

/** One instance of each calendar: they are immutable and remember sessions. */
final class Calendars {

  private static final Map<CalendarId, TradingCalendar> ALL = new EnumMap<>(CalendarId.class);

  static {
    for (CalendarId id : CalendarId.values()) {
      ALL.put(id, TradingCalendar.of(id));
    }
  }

  private Calendars() {}

  static TradingCalendar of(CalendarId id) {
    TradingCalendar calendar = ALL.get(id);
    return calendar == null ? TradingCalendar.of(id) : calendar;
  }
}
