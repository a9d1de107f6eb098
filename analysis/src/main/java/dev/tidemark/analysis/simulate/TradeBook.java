package dev.tidemark.analysis.simulate;

import dev.tidemark.analysis.result.Trade;

/** Turns positions of the observed prices into priced trades. */
public final class TradeBook {
  private TradeBook() {}

  /**
   * @param signal of the configuration, by bar
   */
  public static Trade price(
      TradeLog log, int i, Fills fills, double[] signal, int config, int fold, int cell) {
    int direction = log.direction(i);
    int entryBar = log.entryBar(i);
    int exitBar = log.exitBar(i);
    boolean atClose = log.reason(i).atClose();
    double entry = fills.price(entryBar, false, direction > 0, log.entryPrice(i));
    double exit = fills.price(exitBar, atClose, direction < 0, log.exitPrice(i));
    double ratio = exit / entry;
    double gross = direction * (ratio - 1.0);
    double cost = fills.cost(entry) + fills.cost(exit) * ratio;
    return new Trade(
        config,
        fold,
        cell,
        direction,
        entryBar,
        entry,
        signal[entryBar - 1],
        fills.imputed(entryBar, false) || fills.imputed(exitBar, atClose),
        exitBar,
        exit,
        log.reason(i),
        atClose,
        gross,
        cost,
        gross - cost,
        log.grossRef(i),
        exitBar - entryBar + (atClose ? 1 : 0));
  }
}
