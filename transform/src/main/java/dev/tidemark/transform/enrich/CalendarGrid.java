package dev.tidemark.transform.enrich;

import dev.tidemark.core.time.GridCursor;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.SessionGrid;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import java.time.LocalDate;
import java.util.Arrays;

/** The grid of a calendar at a timeframe; sessions are numbered by their date's epoch day. */
final class CalendarGrid implements GridPositions {
  private static final long NANOS_PER_MICRO = 1_000;
  private static final int NOT_ASKED = Integer.MIN_VALUE;

  private final TradingCalendar calendar;
  private final Timeframe timeframe;
  private final GridCursor cursor;
  private int origin = NOT_ASKED;

  /** {@code barsBefore[i]}: bars from the origin to the start of day {@code origin + i}. */
  private long[] barsBefore = new long[64];

  private int days;
  private int session;
  private long sessionPosition;

  CalendarGrid(TradingCalendar calendar, Timeframe timeframe) {
    this.calendar = calendar;
    this.timeframe = timeframe;
    this.cursor = new GridCursor(calendar, timeframe);
  }

  @Override
  public long position(long labelMicros) {
    long nanos = labelMicros * NANOS_PER_MICRO;
    if (!cursor.seek(nanos) || cursor.startNanos() != nanos) {
      return OFF_GRID;
    }
    int day = (int) cursor.session().date().toEpochDay();
    if (day != session || origin == NOT_ASKED) {
      session = day;
      sessionPosition = before(day);
    }
    return sessionPosition + cursor.barIndex();
  }

  private long before(int day) {
    if (origin == NOT_ASKED) {
      origin = day;
    }
    if (day < origin) {
      long bars = 0;
      for (int d = day; d < origin; d++) {
        bars += bars(d);
      }
      return -bars;
    }
    int index = day - origin;
    if (index >= barsBefore.length) {
      barsBefore = Arrays.copyOf(barsBefore, Math.max(index + 1, 2 * barsBefore.length));
    }
    for (; days < index; days++) {
      barsBefore[days + 1] = barsBefore[days] + bars(origin + days);
    }
    return barsBefore[index];
  }

  private long bars(int day) {
    Session open = calendar.session(LocalDate.ofEpochDay(day)).orElse(null);
    return open == null ? 0 : SessionGrid.bars(open, timeframe);
  }

  @Override
  public int session() {
    return session;
  }
}
