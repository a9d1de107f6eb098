package dev.tidemark.ingest.simulator;

import java.time.LocalDate;

/**
 * The hours of one simulated session.
 *
 * @param date session date
 * @param openNanos first instant, nanoseconds UTC
 * @param closeNanos end, exclusive, nanoseconds UTC
 */
public record SessionWindow(LocalDate date, long openNanos, long closeNanos) {
  static final long MINUTE_NANOS = 60_000_000_000L;

  /** Checks that the session is a positive number of whole minutes. */
  public SessionWindow {
    if (closeNanos <= openNanos || (closeNanos - openNanos) % MINUTE_NANOS != 0) {
      throw new IllegalArgumentException(
          "a session is a positive number of whole minutes [date=" + date + "]");
    }
  }

  /** Length in minutes. */
  public int minutes() {
    return (int) ((closeNanos - openNanos) / MINUTE_NANOS);
  }
}
