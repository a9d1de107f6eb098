package dev.tidemark.ingest.simulator;

import java.math.BigDecimal;

/**
 * How the price of a simulated instrument moves.
 *
 * @param startPrice level at the first open of the history, in currency
 * @param tickSize price grid, at most 8 decimals
 * @param annualVolatility log volatility per year in the RANGE regime, e.g. 0.2
 * @param gapShare share of the daily variance that happens between sessions, in [0, 1); it applies
 *     only where a session does not open when the last one closed
 * @param halfSpreadTicks half the bid-ask spread in ticks: first and last trades bounce by it; 0
 *     for none
 * @param drift true for the regimes' drifts; false for a price without drift
 * @param dailyVolOfVol standard deviation of the slow log volatility across sessions
 * @param minuteVolOfVol standard deviation of the fast log volatility inside a session
 */
public record PriceModel(
    BigDecimal startPrice,
    BigDecimal tickSize,
    double annualVolatility,
    double gapShare,
    double halfSpreadTicks,
    boolean drift,
    double dailyVolOfVol,
    double minuteVolOfVol) {
  private static final int SCALE = 8;

  /** Checks the ranges. */
  public PriceModel {
    if (tickSize.signum() <= 0 || tickSize.stripTrailingZeros().scale() > SCALE) {
      throw new IllegalArgumentException(
          "tick size must be positive with at most 8 decimals [tick=" + tickSize + "]");
    }
    if (startPrice.compareTo(tickSize) < 0) {
      throw new IllegalArgumentException(
          "start price must be at least one tick [price=" + startPrice + "]");
    }
    if (!(annualVolatility > 0.0 && annualVolatility < 5.0)
        || !(gapShare >= 0.0 && gapShare < 1.0)
        || !(halfSpreadTicks >= 0.0 && halfSpreadTicks < 1e6)
        || !(dailyVolOfVol >= 0.0 && dailyVolOfVol < 1.0)
        || !(minuteVolOfVol >= 0.0 && minuteVolOfVol < 1.0)) {
      throw new IllegalArgumentException("volatility, gap share or spread out of range");
    }
  }

  /** The tick as an unscaled number at scale 8. */
  public long tickUnscaled() {
    return tickSize.movePointRight(SCALE).longValueExact();
  }

  /** The start price in ticks. */
  double startTicks() {
    return startPrice.doubleValue() / tickSize.doubleValue();
  }
}
