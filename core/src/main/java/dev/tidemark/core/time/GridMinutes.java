package dev.tidemark.core.time;

import java.time.LocalDate;

/**
 * Counts the one-minute bars of a calendar across its sessions; overnight is no gap. Not
 * thread-safe.
 */
public final class GridMinutes {
  private static final long MINUTE = Timeframe.M1.nanos();

  private final TradingCalendar calendar;
  private final GridCursor cursor;

  public GridMinutes(TradingCalendar calendar) {
    this.calendar = calendar;
    this.cursor = new GridCursor(calendar, Timeframe.M1);
  }

  /** The session of a minute, by its label; only for labels of the grid. */
  public Session session(long labelNanos) {
    if (!cursor.seek(labelNanos)) {
      throw new IllegalArgumentException("outside every session: " + labelNanos);
    }
    return cursor.session();
  }

  /**
   * How many minutes after the one with this label are over at {@code nanos}; with another label as
   * {@code nanos}, the number of minutes between the two.
   */
  public long overSince(long labelNanos, long nanos) {
    Session first = session(labelNanos);
    long until = (labelNanos - first.openNanos()) / MINUTE + 1;
    long over = over(first, nanos);
    if (nanos > first.closeNanos()) {
      long lastDay = Math.floorDiv(nanos, SessionRule.NANOS_PER_DAY) + 1;
      LocalDate last = LocalDate.ofEpochDay(lastDay);
      for (Session later : calendar.sessions(first.date().plusDays(1), last)) {
        over += over(later, nanos);
      }
    }
    return Math.max(0, over - until);
  }

  private static long over(Session session, long nanos) {
    if (nanos >= session.closeNanos()) {
      return SessionGrid.bars(session, Timeframe.M1);
    }
    return Math.max(0, Math.floorDiv(nanos - session.openNanos(), MINUTE));
  }
}
