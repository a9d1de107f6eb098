package dev.tidemark.core.performance;

import dev.tidemark.core.stats.Wilson;
import java.math.BigDecimal;
import java.util.Collection;

/**
 * Closed trades. A break-even trade is neither a win nor a loss.
 *
 * @param winRate wins over all trades; NaN without trades
 * @param winRateInterval Wilson interval at 95 %
 * @param grossProfit sum of the wins
 * @param grossLoss sum of the losses, as a positive number
 */
public record TradeSummary(
    int trades,
    int wins,
    int breakEven,
    double winRate,
    Wilson winRateInterval,
    BigDecimal grossProfit,
    BigDecimal grossLoss) {

  /** Of the net profit or loss of each closed trade. */
  public static TradeSummary of(Collection<BigDecimal> netPnls) {
    int wins = 0;
    int breakEven = 0;
    BigDecimal profit = BigDecimal.ZERO;
    BigDecimal loss = BigDecimal.ZERO;
    for (BigDecimal net : netPnls) {
      if (net.signum() > 0) {
        wins++;
        profit = profit.add(net);
      } else if (net.signum() < 0) {
        loss = loss.subtract(net);
      } else {
        breakEven++;
      }
    }
    int trades = netPnls.size();
    double winRate = trades == 0 ? Double.NaN : (double) wins / trades;
    return new TradeSummary(
        trades, wins, breakEven, winRate, Wilson.of(wins, trades), profit, loss);
  }

  /** Gross profit over gross loss; NaN without a loss. */
  public double profitFactor() {
    return grossLoss.signum() == 0
        ? Double.NaN
        : grossProfit.doubleValue() / grossLoss.doubleValue();
  }
}
