package dev.tidemark.analysis.evidence;

import dev.tidemark.analysis.data.PricePath;
import dev.tidemark.analysis.data.SessionLayout;
import dev.tidemark.analysis.params.GridConfig;
import dev.tidemark.analysis.params.SignalType;
import dev.tidemark.analysis.signal.LaneSignal;
import dev.tidemark.analysis.simulate.TradeLog;
import dev.tidemark.analysis.simulate.TradeMachine;
import dev.tidemark.analysis.walk.ConfigChoice;
import dev.tidemark.analysis.walk.TrainTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Evaluates null paths, several at once: drawn, turned into signals, and traded in tiles of bars
 * that stay in the cache. Bars that cannot matter are left out: with one configuration nothing is
 * trained, and without positions overnight every session begins anew.
 */
final class LanePaths implements PathStatistics {
  private static final int LANES = 32;
  private static final int TILE = LanePrices.BLOCK_BARS;

  private final Setting setting;
  private final CellSlots slots;
  private final LanePrices prices;
  private final double[] observedClose;
  private final double[] volume;
  private final boolean averages;
  private final int firstTraded;
  private final int end;
  private final List<LaneSignal> signals = new ArrayList<>();
  private final int[] signalOf;
  private final TradeMachine[][] machines;
  private final TradeLog[][] logs;
  private final ConfigChoice choice;

  private final double[] none = new double[LANES];
  private final double[] vwap = new double[LANES];
  private final double[][] openRows = new double[TILE][LANES];
  private final double[][] closeRows = new double[TILE][LANES];
  private final double[][][] signalRows;
  private final double[][] open = new double[TILE][];
  private final double[][] close = new double[TILE][];
  private final double[][][] signal;
  private final double[] sums;

  LanePaths(Setting setting, CellSlots slots, long seed) {
    this.setting = setting;
    this.slots = slots;
    SessionLayout layout = setting.layout();
    PricePath observed = PricePath.of(setting.bars());
    observedClose = observed.close();
    volume = setting.bars().volume();
    prices = new LanePrices(observed, seed, LANES);
    averages = setting.params().signal() == SignalType.VWAP_DEV;
    boolean overnight = setting.params().allowOvernight();
    int configs = setting.rules().size();
    int[] oos = setting.oosSessions();
    firstTraded = overnight || configs > 1 ? 0 : layout.offset(oos[0]);
    // The bar after the last test session closes what a missing tail of that session left open.
    end =
        overnight
            ? layout.bars()
            : Math.min(layout.bars(), layout.offset(oos[oos.length - 1] + 1) + 1);
    List<Integer> lookbacks =
        setting.params().grid().stream().map(GridConfig::lookback).distinct().toList();
    lookbacks.forEach(n -> signals.add(LaneSignal.of(setting.params().signal(), n, LANES)));
    signalOf =
        setting.params().grid().stream()
            .mapToInt(config -> lookbacks.indexOf(config.lookback()))
            .toArray();
    logs = new TradeLog[configs][LANES];
    machines = new TradeMachine[configs][LANES];
    for (int c = 0; c < configs; c++) {
      for (int l = 0; l < LANES; l++) {
        logs[c][l] = new TradeLog();
        machines[c][l] = new TradeMachine(setting.rules().get(c), setting.schedule(), logs[c][l]);
      }
    }
    choice =
        new ConfigChoice(
            setting.folds(), layout, setting.cells()::tradable, setting.fills().onPaths(observed));
    signalRows = new double[lookbacks.size()][TILE][LANES];
    signal = new double[lookbacks.size()][TILE][];
    sums = new double[slots.size()];
    Arrays.fill(none, Double.NaN);
  }

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public void evaluate(int first, double[][] out) {
    reset();
    for (int from = 0; from < end; from += TILE) {
      int to = Math.min(from + TILE, end);
      prices.block(first, from / TILE);
      for (int t = from; t < to; t++) {
        bar(t, t - from);
      }
      trade(Math.max(from, firstTraded), to, from);
    }
    for (int lane = 0; lane < out.length; lane++) {
      statistics(lane, out[lane]);
    }
  }

  private void reset() {
    prices.reset();
    signals.forEach(LaneSignal::reset);
    for (int c = 0; c < machines.length; c++) {
      for (int l = 0; l < LANES; l++) {
        machines[c][l].reset();
        logs[c][l].clear();
      }
    }
  }

  private void bar(int t, int row) {
    boolean first = setting.layout().first(t);
    boolean valid = !Double.isNaN(observedClose[t]);
    open[row] = valid ? openRows[row] : none;
    close[row] = valid ? closeRows[row] : none;
    boolean hasVwap = averages && valid && prices.hasVwap(t);
    if (valid) {
      prices.next(t, open[row], close[row]);
      if (hasVwap) {
        prices.vwap(t, open[row], vwap);
      }
    }
    boolean wanted = t >= firstTraded && setting.schedule().decides(t);
    for (int s = 0; s < signals.size(); s++) {
      LaneSignal each = signals.get(s);
      double[] values = signalRows[s][row];
      if (first) {
        each.session();
      }
      if (!valid) {
        each.missing();
      }
      boolean written = valid && each.update(close[row], volume[t], vwap, hasVwap, wanted, values);
      signal[s][row] = written ? values : none;
    }
  }

  private void trade(int from, int to, int tile) {
    for (int c = 0; c < machines.length; c++) {
      double[][] rows = signal[signalOf[c]];
      for (int l = 0; l < LANES; l++) {
        machines[c][l].run(from, to, open, close, rows, from - tile, l);
      }
    }
  }

  private void statistics(int lane, double[] out) {
    SessionLayout layout = setting.layout();
    int[] chosen =
        choice.choose(IntStream.range(0, logs.length).mapToObj(c -> logs[c][lane]).toList());
    Arrays.fill(sums, 0.0);
    for (int k = 0; k < chosen.length; k++) {
      TrainTest fold = setting.folds().get(k);
      int from = layout.offset(fold.testFrom());
      int to = layout.offset(fold.testTo());
      TradeLog log = logs[chosen[k]][lane];
      for (int i = log.from(from); i < log.size() && log.entryBar(i) < to; i++) {
        int entry = log.entryBar(i);
        slots.add(sums, entry, layout.session(entry), log.grossRef(i));
      }
    }
    for (int i = 0; i < out.length; i++) {
      out[i] = slots.t(sums, i);
    }
  }
}
