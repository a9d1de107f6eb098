package dev.tidemark.core.regime;

/**
 * Parameters of {@link MarketRegime}. Each pair is a hysteresis: a state is entered at the first
 * value and kept down to the second.
 *
 * @param lookback values of volatility that are ranked, the current one included
 * @param volatileFrom rank from which the market is volatile
 * @param volatileKept rank down to which it stays so
 * @param trendFrom ADX from which there is a trend
 * @param trendKept ADX down to which it stays
 */
public record RegimeThresholds(
    int lookback, double volatileFrom, double volatileKept, double trendFrom, double trendKept) {
  public static final RegimeThresholds STANDARD = new RegimeThresholds(100, 0.90, 0.80, 25, 20);

  public RegimeThresholds withLookback(int values) {
    return new RegimeThresholds(values, volatileFrom, volatileKept, trendFrom, trendKept);
  }
}
