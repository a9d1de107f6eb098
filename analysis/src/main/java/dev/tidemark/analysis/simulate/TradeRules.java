package dev.tidemark.analysis.simulate;

import dev.tidemark.analysis.params.AnalysisParams;
import dev.tidemark.analysis.params.GridConfig;
import dev.tidemark.analysis.params.TradeSide;

/**
 * When a position is opened and closed.
 *
 * @param stop positive infinity for none
 */
public record TradeRules(
    double entry,
    double exit,
    double stop,
    TradeSide side,
    int maxHoldingBars,
    boolean allowOvernight) {

  public static TradeRules of(GridConfig config, AnalysisParams params) {
    Double stop = config.stop();
    return new TradeRules(
        config.entry(),
        config.exit(),
        stop == null ? Double.POSITIVE_INFINITY : stop,
        params.side(),
        params.maxHoldingBars(),
        params.allowOvernight());
  }
}
