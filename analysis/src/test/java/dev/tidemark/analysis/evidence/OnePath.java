package dev.tidemark.analysis.evidence;

import dev.tidemark.analysis.data.PricePath;
import dev.tidemark.analysis.data.SessionLayout;
import dev.tidemark.analysis.params.GridConfig;
import dev.tidemark.analysis.signal.Signals;
import dev.tidemark.analysis.simulate.TradeLog;
import dev.tidemark.analysis.simulate.TradeMachine;
import dev.tidemark.analysis.walk.ConfigChoice;
import dev.tidemark.analysis.walk.TrainTest;
import java.util.ArrayList;
import java.util.List;

/** One path at a time. */
final class OnePath implements PathStatistics {
  private final Setting setting;
  private final CellSlots slots;
  private final PathDraw draw;
  private final ConfigChoice choice;

  OnePath(Setting setting, CellSlots slots, long seed) {
    this.setting = setting;
    this.slots = slots;
    PricePath observed = PricePath.of(setting.bars());
    draw = new PathDraw(observed, seed);
    choice =
        new ConfigChoice(
            setting.folds(),
            setting.layout(),
            setting.cells()::tradable,
            setting.fills().onPaths(observed));
  }

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public void evaluate(int first, double[][] out) {
    for (int i = 0; i < out.length; i++) {
      evaluate(draw.path(first + i), out[i]);
    }
  }

  private void evaluate(PricePath path, double[] out) {
    SessionLayout layout = setting.layout();
    List<TradeLog> logs = new ArrayList<>();
    for (int c = 0; c < setting.rules().size(); c++) {
      GridConfig config = setting.params().grid().get(c);
      double[] signal =
          Signals.of(
              setting.params().signal(), config.lookback(), layout, path, setting.bars().volume());
      TradeLog log = new TradeLog();
      new TradeMachine(setting.rules().get(c), setting.schedule(), log)
          .run(0, layout.bars(), path.open(), path.close(), signal);
      logs.add(log);
    }
    double[] sums = new double[slots.size()];
    int[] chosen = choice.choose(logs);
    for (int k = 0; k < chosen.length; k++) {
      TrainTest fold = setting.folds().get(k);
      TradeLog log = logs.get(chosen[k]);
      for (int i = 0; i < log.size(); i++) {
        int session = layout.session(log.entryBar(i));
        if (session >= fold.testFrom() && session < fold.testTo()) {
          slots.add(sums, log.entryBar(i), session, log.grossRef(i));
        }
      }
    }
    for (int i = 0; i < out.length; i++) {
      out[i] = slots.t(sums, i);
    }
  }
}
