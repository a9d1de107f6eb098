package dev.tidemark.analysis.evidence;

import dev.tidemark.analysis.data.PricePath;
import dev.tidemark.analysis.data.SessionLayout;
import dev.tidemark.analysis.params.GridConfig;
import dev.tidemark.analysis.result.Trade;
import dev.tidemark.analysis.signal.Signals;
import dev.tidemark.analysis.simulate.TradeBook;
import dev.tidemark.analysis.simulate.TradeLog;
import dev.tidemark.analysis.simulate.TradeMachine;
import dev.tidemark.analysis.walk.ConfigChoice;
import dev.tidemark.analysis.walk.TrainTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the strategy did on the observed prices.
 *
 * @param chosen index of the configuration chosen per fold
 * @param trades out of sample, by entry
 * @param signals of the chosen configuration at out-of-sample bars, NaN elsewhere
 */
public record Observed(int[] chosen, List<Trade> trades, double[] signals) {

  public static Observed of(Setting setting) {
    SessionLayout layout = setting.layout();
    PricePath prices = PricePath.of(setting.bars());
    Map<Integer, double[]> byLookback = new HashMap<>();
    List<double[]> signals = new ArrayList<>();
    List<TradeLog> logs = new ArrayList<>();
    for (int c = 0; c < setting.rules().size(); c++) {
      GridConfig config = setting.params().grid().get(c);
      double[] signal =
          byLookback.computeIfAbsent(
              config.lookback(),
              lookback ->
                  Signals.of(
                      setting.params().signal(),
                      lookback,
                      layout,
                      prices,
                      setting.bars().volume()));
      TradeLog log = new TradeLog();
      new TradeMachine(setting.rules().get(c), setting.schedule(), log)
          .run(0, layout.bars(), prices.open(), prices.close(), signal);
      signals.add(signal);
      logs.add(log);
    }
    int[] chosen =
        new ConfigChoice(setting.folds(), layout, setting.cells()::tradable, setting.fills())
            .choose(logs);
    double[] oosSignals = new double[layout.bars()];
    Arrays.fill(oosSignals, Double.NaN);
    List<Trade> trades = new ArrayList<>();
    for (int k = 0; k < chosen.length; k++) {
      TrainTest fold = setting.folds().get(k);
      int from = layout.offset(fold.testFrom());
      int to = layout.offset(fold.testTo());
      double[] signal = signals.get(chosen[k]);
      System.arraycopy(signal, from, oosSignals, from, to - from);
      TradeLog log = logs.get(chosen[k]);
      for (int i = 0; i < log.size(); i++) {
        int entry = log.entryBar(i);
        if (entry >= from && entry < to) {
          trades.add(
              TradeBook.price(
                  log, i, setting.fills(), signal, chosen[k], k, setting.cells().cell(entry)));
        }
      }
    }
    return new Observed(chosen, List.copyOf(trades), oosSignals);
  }
}
