package dev.tidemark.core.bars;

import org.jspecify.annotations.Nullable;

/**
 * Surviving trades of one instrument as columns, in the order (event time, sequence, id). The
 * arrays may be longer than {@code rows} and are not copied.
 *
 * @param rows number of trades
 * @param tsNanos event times, never descending
 * @param price scale 8
 * @param size scale 8
 * @param side {@link #BUY}, {@link #SELL} or {@link #NO_SIDE}; null if no side is known
 * @param flags combination of {@link #NO_LAST}, {@link #NO_HILO}, {@link #NO_VOLUME}, {@link
 *     #CLOSING_AUCTION}; null if there are only plain trades
 */
public record TradeColumns(
    int rows,
    long[] tsNanos,
    long[] price,
    long[] size,
    byte @Nullable [] side,
    byte @Nullable [] flags) {

  public static final byte NO_SIDE = 0;
  public static final byte BUY = 1;
  public static final byte SELL = 2;

  /** Does not set open and close. */
  public static final byte NO_LAST = 1;

  /** Does not set high and low; counts only together with {@link #NO_LAST}. */
  public static final byte NO_HILO = 2;

  /** Does not count in volume, notional and trade count. */
  public static final byte NO_VOLUME = 4;

  /** Flagged by the venue as a print of the closing auction. */
  public static final byte CLOSING_AUCTION = 8;

  /** Plain trades without known sides. */
  public static TradeColumns of(int rows, long[] tsNanos, long[] price, long[] size) {
    return new TradeColumns(rows, tsNanos, price, size, null, null);
  }
}
