package dev.tidemark.core.time;

import java.time.LocalDate;

/**
 * One trading session, the half-open interval {@code [openNanos, closeNanos)}.
 *
 * @param date the exchange's name of the session; FX sessions open on the evening before
 * @param openNanos nanoseconds UTC
 * @param closeNanos nanoseconds UTC
 * @param halfDay whether the session closes early
 */
public record Session(LocalDate date, long openNanos, long closeNanos, boolean halfDay) {

  public boolean contains(long nanos) {
    return nanos >= openNanos && nanos < closeNanos;
  }

  public long lengthNanos() {
    return closeNanos - openNanos;
  }
}
