package dev.tidemark.core.time;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.util.Optional;

/**
 * The expected bars of a session. Bar k is {@code [open + k·D, min(open + (k+1)·D, close))}: left
 * label, half open, anchored at the session's open. A daily bar is the whole session.
 */
public final class SessionGrid {

  private SessionGrid() {}

  /** The bar that owns the instant, if the session does. */
  public static Optional<BarInterval> barAt(Session session, Timeframe timeframe, long nanos) {
    return session.contains(nanos)
        ? Optional.of(bar(session, timeframe, index(session, timeframe, nanos)))
        : Optional.empty();
  }

  /** Bar {@code k}, counted from 0. */
  public static BarInterval bar(Session session, Timeframe timeframe, int k) {
    if (k < 0 || k >= bars(session, timeframe)) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "No such bar",
              "the session has fewer bars",
              "Ask for bars from 0 to bars(session, timeframe) - 1")
          .withDetail("session", session.date())
          .withDetail("timeframe", timeframe)
          .withDetail("bar", k);
    }
    long length = length(session, timeframe);
    long start = session.openNanos() + k * length;
    long end = Math.min(start + length, session.closeNanos());
    return new BarInterval(start, end, end - start < length);
  }

  /** Number of bars of the session, the last of which may be partial. */
  public static int bars(Session session, Timeframe timeframe) {
    return Math.toIntExact(Math.ceilDiv(session.lengthNanos(), length(session, timeframe)));
  }

  /** Number of the bar that owns an instant of the session. */
  public static int index(Session session, Timeframe timeframe, long nanos) {
    return (int) ((nanos - session.openNanos()) / length(session, timeframe));
  }

  static long length(Session session, Timeframe timeframe) {
    return timeframe == Timeframe.D1 ? session.lengthNanos() : timeframe.nanos();
  }
}
