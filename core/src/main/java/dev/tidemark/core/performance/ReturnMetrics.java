package dev.tidemark.core.performance;

import dev.tidemark.core.indicator.Primitives;

/**
 * Ratios of simple daily returns (external flows removed), annualised by the square root of the
 * periods of a year: 252 for equities, 365 for crypto or mixed, 260 for currencies.
 */
public final class ReturnMetrics {
  /** Fewest returns of a ratio. */
  public static final int FEWEST_RETURNS = 20;

  private ReturnMetrics() {}

  /**
   * Sharpe ratio, sample standard deviation.
   *
   * @param riskFree return of one period
   * @return NaN for fewer than 20 returns or no variation
   */
  public static double sharpe(double[] returns, double riskFree, int periodsPerYear) {
    int n = returns.length;
    if (n < FEWEST_RETURNS) {
      return Double.NaN;
    }
    double[] excess = new double[n];
    for (int i = 0; i < n; i++) {
      excess[i] = returns[i] - riskFree;
    }
    double mean = Primitives.mean(excess, 0, n);
    double variance = Primitives.variance(excess, 0, n, mean, 1);
    return variance > 0.0 ? mean / Math.sqrt(variance) * Math.sqrt(periodsPerYear) : Double.NaN;
  }

  /**
   * Sortino ratio; the downside is averaged over all returns, not over the bad ones only.
   *
   * @param target minimum acceptable return of one period
   * @return NaN for fewer than 20 returns or none below the target
   */
  public static double sortino(double[] returns, double target, int periodsPerYear) {
    int n = returns.length;
    if (n < FEWEST_RETURNS) {
      return Double.NaN;
    }
    double squares = 0.0;
    for (double each : returns) {
      double shortfall = Math.min(each - target, 0.0);
      squares += shortfall * shortfall;
    }
    double excess = Primitives.mean(returns, 0, n) - target;
    return squares > 0.0 ? excess / Math.sqrt(squares / n) * Math.sqrt(periodsPerYear) : Double.NaN;
  }

  /** Share of returns above zero; NaN for none. */
  public static double winRate(double[] returns) {
    int wins = 0;
    for (double each : returns) {
      if (each > 0.0) {
        wins++;
      }
    }
    return returns.length == 0 ? Double.NaN : (double) wins / returns.length;
  }

  /** Share of bars that began with a position; NaN for no bars. */
  public static double timeInMarket(long barsWithPosition, long bars) {
    if (barsWithPosition < 0 || barsWithPosition > bars) {
      throw new IllegalArgumentException(
          "bars with a position must be in 0 .. bars [held=%d, bars=%d]"
              .formatted(barsWithPosition, bars));
    }
    return bars == 0 ? Double.NaN : (double) barsWithPosition / bars;
  }
}
