package dev.tidemark.core.time;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds the bar of each of many instants without allocation. Instants may come in any order; they
 * cost least when neighbours share a bar or a session. Not thread-safe: one cursor per thread.
 */
public final class GridCursor {

  /** Stands in label columns for an instant that belongs to no bar. */
  public static final long NO_BAR = Long.MIN_VALUE;

  /** Flagged prints up to this long after the close may count in the last bar. */
  public static final long CLOSING_AUCTION_NANOS = 300L * 1_000_000_000L;

  private final TradingCalendar calendar;
  private final Timeframe timeframe;
  private @Nullable Session session;
  private long sessionOpen;
  private long sessionClose;
  private long length = 1;
  private long start;
  private long end;

  public GridCursor(TradingCalendar calendar, Timeframe timeframe) {
    this.calendar = calendar;
    this.timeframe = timeframe;
  }

  public Timeframe timeframe() {
    return timeframe;
  }

  /** Moves to the bar that owns the instant; false (and no move) if the market was closed. */
  public boolean seek(long nanos) {
    if (nanos >= start && nanos < end) {
      return true;
    }
    if (nanos < sessionOpen || nanos >= sessionClose) {
      Session found = calendar.find(nanos);
      if (found == null) {
        return false;
      }
      enter(found);
    }
    moveTo(nanos);
    return true;
  }

  /**
   * As {@link #seek}; an instant less than five minutes after a close moves to the last bar of that
   * session. For prints flagged as closing auction only.
   */
  public boolean seekClosingAuction(long nanos) {
    if (seek(nanos)) {
      return true;
    }
    Session closed = calendar.find(nanos - CLOSING_AUCTION_NANOS);
    if (closed == null || nanos < closed.closeNanos()) {
      return false;
    }
    enter(closed);
    moveTo(closed.closeNanos() - 1);
    return true;
  }

  /** Left label of the current bar. */
  public long startNanos() {
    return start;
  }

  /** End of the current bar. */
  public long endNanos() {
    return end;
  }

  /** Whether the current bar is cut short by the end of its session. */
  public boolean partial() {
    return end - start < length;
  }

  /** Number of the current bar within its session, from 0. */
  public int barIndex() {
    return (int) ((start - sessionOpen) / length);
  }

  /** Session of the current bar; only after a successful {@link #seek}. */
  public Session session() {
    return Objects.requireNonNull(session, "no successful seek yet");
  }

  /**
   * Left labels of many instants, {@link #NO_BAR} where the market was closed.
   *
   * @param nanos instants {@code [0, rows)}
   * @param labels receives {@code rows} labels
   */
  public void labels(long[] nanos, int rows, long[] labels) {
    for (int i = 0; i < rows; i++) {
      labels[i] = seek(nanos[i]) ? start : NO_BAR;
    }
  }

  private void enter(Session found) {
    session = found;
    sessionOpen = found.openNanos();
    sessionClose = found.closeNanos();
    length = SessionGrid.length(found, timeframe);
  }

  private void moveTo(long nanos) {
    start = nanos - (nanos - sessionOpen) % length;
    end = Math.min(start + length, sessionClose);
  }
}
