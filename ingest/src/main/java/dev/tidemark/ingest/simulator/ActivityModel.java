package dev.tidemark.ingest.simulator;

/**
 * How much a simulated instrument trades.
 *
 * @param lotUnscaled smallest size at scale 8: 100,000,000 for whole shares, 1 for 1e-8 coins
 * @param lotsPerSession mean volume of a full session, in lots
 * @param lotsPerTrade mean size of a trade, in lots
 * @param tradesPerTickSession trades generated for a full session when its ticks are asked for
 * @param emptyShare probability that a minute has no trade and hence no bar
 */
public record ActivityModel(
    long lotUnscaled,
    double lotsPerSession,
    double lotsPerTrade,
    int tradesPerTickSession,
    double emptyShare) {
  /** Checks the ranges. */
  public ActivityModel {
    if (lotUnscaled < 1
        || !(lotsPerSession >= 1.0 && lotsPerSession <= 1e15)
        || !(lotsPerTrade >= 1.0 && lotsPerTrade <= 1e13)
        || tradesPerTickSession < 1
        || tradesPerTickSession > 100_000_000
        || !(emptyShare >= 0.0 && emptyShare < 1.0)) {
      throw new IllegalArgumentException("activity parameter out of range");
    }
  }
}
