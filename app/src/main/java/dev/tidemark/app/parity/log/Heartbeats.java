package dev.tidemark.app.parity.log;

/**
 * When the time is told between the records of a log: before each record, when a second has begun
 * since the last time. What is due at a second is then done before anything known later comes,
 * whichever other series are told of in between.
 */
public final class Heartbeats {
  private static final long SECOND = 1_000_000_000L;

  /** A minute, the next one into which a quote reaches, what is waited for, and something more. */
  private static final long AFTER = 180 * SECOND;

  /** A minute, what is waited for, and something more; the job takes none two minutes ahead. */
  private static final long AFTER_TRADES = 90 * SECOND;

  private long last = Long.MIN_VALUE;

  /** The heartbeat to give before a record known then; {@link Long#MIN_VALUE} for none. */
  public long before(long knownNanos) {
    long second = Math.floorDiv(knownNanos, SECOND) * SECOND;
    if (second <= last) {
      return Long.MIN_VALUE;
    }
    last = second;
    return second;
  }

  /** As {@link #after} where there are trades only, as near as a log in the present takes it. */
  public static long afterTrades(long greatestNanos) {
    return nextSecond(greatestNanos) + AFTER_TRADES;
  }

  /** The last heartbeat, so late that everything that was told is over. */
  public static long after(long greatestNanos) {
    return nextSecond(greatestNanos) + AFTER;
  }

  private static long nextSecond(long nanos) {
    return (Math.floorDiv(nanos, SECOND) + 1) * SECOND;
  }
}
