package dev.tidemark.analysis.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.analysis.data.SessionLayout;
import dev.tidemark.analysis.params.Costs;
import dev.tidemark.analysis.params.TradeSide;
import dev.tidemark.analysis.simulate.Fills;
import dev.tidemark.analysis.simulate.Schedule;
import dev.tidemark.analysis.simulate.TradeLog;
import dev.tidemark.analysis.simulate.TradeMachine;
import dev.tidemark.analysis.simulate.TradeRules;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sessions of four bars; a signal of -2 at a bar buys at the next open, 0 sells at the next. */
class ConfigChoiceTest {
  private static final int BARS = 4;
  private static final Fills FREE = Fills.of(new Costs(Costs.Mode.BARS, 0, 0, 0, false), 0, null);

  private final double[] price = new double[BARS * 6];
  private final SessionLayout layout = SessionLayout.of(4, 4, 4, 4, 4, 4);

  @Test
  void theGreatestTStatisticOfTheTrainingSessionsIsChosen() {
    Arrays.fill(price, 100);
    price[5] = 101; // session 1, bar 1: bought at bar 4, sold here
    price[9] = 102;
    price[17] = 200; // not in training
    TradeLog early = log(false, 3, 7); // earns in sessions 1 and 2
    TradeLog late = log(false, 15);
    assertThat(choose(new TrainTest(0, 4, 4, 6), late, early)).containsExactly(1);
    assertThat(choose(new TrainTest(3, 6, 6, 6), early, late)).containsExactly(1);
  }

  @Test
  void ofEqualsTheFirstIsChosen() {
    Arrays.fill(price, 100);
    assertThat(choose(new TrainTest(0, 4, 4, 6), log(false), log(false, 3))).containsExactly(0);
  }

  @Test
  void aTradeThatIsOpenWhenTrainingEndsIsNotKnownThere() {
    Arrays.fill(price, 100);
    price[13] = 101;
    price[17] = 150; // bought in session 3, sold in session 4
    TradeLog carried = log(true, 11, 14, 15);
    TradeLog small = log(true, 11);
    TrainTest trainingEndsBetween = new TrainTest(0, 4, 4, 6);
    TrainTest trainingHoldsBoth = new TrainTest(0, 5, 5, 6);
    assertThat(carried.size()).isEqualTo(2);
    assertThat(layout.session(carried.entryBar(1))).isEqualTo(3);
    assertThat(layout.session(carried.exitBar(1))).isEqualTo(4);
    assertThat(choose(trainingEndsBetween, small, carried)).as("equal so far").containsExactly(0);
    assertThat(choose(trainingHoldsBoth, small, carried)).containsExactly(1);
  }

  private int[] choose(TrainTest fold, TradeLog... logs) {
    return new ConfigChoice(List.of(fold), layout, session -> true, FREE).choose(List.of(logs));
  }

  /** Overnight so that any bar may be bought; sold one bar after the last signal of a run. */
  private TradeLog log(boolean longer, int... signalBars) {
    double[] signal = new double[price.length];
    for (int bar : signalBars) {
      signal[bar] = -2;
    }
    TradeLog log = new TradeLog();
    new TradeMachine(
            new TradeRules(2, 0.5, 9, TradeSide.LONG, longer ? 8 : 1, true),
            Schedule.of(layout, true, session -> true),
            log)
        .run(0, price.length, price, price, signal);
    return log;
  }
}
