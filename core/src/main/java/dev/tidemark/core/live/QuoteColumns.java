package dev.tidemark.core.live;

/**
 * Quotes of one instrument in the order (event time, sequence). The arrays may be longer than
 * {@code rows} and are not copied.
 *
 * @param rows number of quotes
 * @param tsNanos event times, nanoseconds UTC, never descending
 * @param bid scale 8
 * @param ask scale 8
 */
public record QuoteColumns(int rows, long[] tsNanos, long[] bid, long[] ask) {
  private static final long[] NOTHING = {};

  /** No quotes. */
  public static final QuoteColumns NONE = new QuoteColumns(0, NOTHING, NOTHING, NOTHING);
}
