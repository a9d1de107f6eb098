package dev.tidemark.core.micro;

/**
 * Parameters of large-trade detection.
 *
 * @param multiple a trade is large from this multiple of the median notional
 * @param lookback how many previous notionals the median is taken over, at most
 * @param minimum how many there must be
 * @param withinNanos greatest time between the first and the last of three large trades of an alert
 */
public record LargeTrades(int multiple, int lookback, int minimum, long withinNanos) {
  public static final LargeTrades STANDARD = new LargeTrades(10, 1000, 100, 300_000_000_000L);
}
