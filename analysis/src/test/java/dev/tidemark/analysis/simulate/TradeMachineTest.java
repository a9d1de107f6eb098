package dev.tidemark.analysis.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.analysis.data.PricePath;
import dev.tidemark.analysis.data.SessionLayout;
import dev.tidemark.analysis.params.TradeSide;
import dev.tidemark.analysis.result.ExitReason;
import dev.tidemark.analysis.simulate.LiteralSimulator.Closed;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TradeMachineTest {
  private static final double NAN = Double.NaN;

  @Property(tries = 400)
  void movesAsTheSpecificationSays(@ForAll long seed) {
    Market market = new Market(seed);
    assertThat(market.trades()).isEqualTo(market.literal());
  }

  /** The property is about all of them. */
  @Test
  void everyReasonOccursInRandomMarkets() {
    Set<ExitReason> seen = EnumSet.noneOf(ExitReason.class);
    for (long seed = 0; seed < 60; seed++) {
      new Market(seed).trades().forEach(trade -> seen.add(trade.reason()));
    }
    assertThat(seen).containsExactlyInAnyOrder(ExitReason.values());
  }

  @Test
  void aDecisionIsFilledAtTheNextOpenAndNotAtTheCloseItWasMadeOn() {
    List<Closed> trades =
        run(
            new TradeRules(2, 0.5, 9, TradeSide.BOTH, 10, false),
            SessionLayout.of(6),
            new double[] {100, 101, 102, 103, 104, 105},
            new double[] {90, 91, 92, 93, 94, 95},
            new double[] {-2, -2, 0, 0, 0, 0});
    assertThat(trades).containsExactly(new Closed(1, 1, 101, 3, 103, ExitReason.TARGET));
  }

  @Test
  void anEntryOrderDiesOnAMissingBarAndAnExitOrderWaits() {
    List<Closed> trades =
        run(
            new TradeRules(2, 0.5, 9, TradeSide.BOTH, 10, false),
            SessionLayout.of(9),
            new double[] {10, NAN, 12, 13, 14, NAN, NAN, 17, 18},
            new double[] {10, NAN, 12, 13, 14, NAN, NAN, 17, 18},
            new double[] {-2, NAN, -2, -2, 0, NAN, NAN, -1, -1});
    assertThat(trades).containsExactly(new Closed(1, 3, 13, 7, 17, ExitReason.TARGET));
  }

  @Test
  void afterATimeExitTheSignalMustComeBackFirst() {
    List<Closed> trades =
        run(
            new TradeRules(2, 0.5, 9, TradeSide.BOTH, 2, false),
            SessionLayout.of(12),
            new double[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11},
            new double[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11},
            new double[] {-3, -3, -3, -3, -3, -1.9, -3, -3, -3, -3, -3, -3});
    assertThat(trades)
        .containsExactly(
            new Closed(1, 1, 1, 3, 3, ExitReason.TIME), new Closed(1, 7, 7, 9, 9, ExitReason.TIME));
  }

  @Test
  void whereNothingMayBeTradedNothingIs() {
    SessionLayout layout = SessionLayout.of(5, 5);
    TradeLog log = new TradeLog();
    double[] flat = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    double[] low = {-3, -3, -3, -3, -3, -3, -3, -3, -3, -3};
    new TradeMachine(
            new TradeRules(2, 0.5, 9, TradeSide.BOTH, 10, false),
            Schedule.of(layout, false, session -> session == 1),
            log)
        .run(0, 10, flat, flat, low);
    assertThat(closed(log)).extracting(Closed::entryBar).containsExactly(6);
  }

  private static List<Closed> run(
      TradeRules rules, SessionLayout layout, double[] open, double[] close, double[] signal) {
    TradeLog log = new TradeLog();
    new TradeMachine(rules, Schedule.of(layout, rules.allowOvernight(), session -> true), log)
        .run(0, layout.bars(), open, close, signal);
    return closed(log);
  }

  private static List<Closed> closed(TradeLog log) {
    List<Closed> trades = new ArrayList<>();
    for (int i = 0; i < log.size(); i++) {
      trades.add(
          new Closed(
              log.direction(i),
              log.entryBar(i),
              log.entryPrice(i),
              log.exitBar(i),
              log.exitPrice(i),
              log.reason(i)));
    }
    return trades;
  }

  /** Any sessions, missing bars, missing signals and rules; levels are met exactly now and then. */
  private static final class Market {
    private final SplittableRandom random;
    private final SessionLayout layout;
    private final TradeRules rules;
    private final PricePath prices;
    private final double[] signal;

    Market(long seed) {
      random = new SplittableRandom(seed);
      layout = SessionLayout.of(random.ints(1 + random.nextInt(12), 1, 30).toArray());
      double entry = 1 + random.nextInt(3) * 0.5;
      rules =
          new TradeRules(
              entry,
              random.nextInt(3) * 0.5 - 0.5,
              random.nextBoolean() ? entry + 0.5 : Double.POSITIVE_INFINITY,
              TradeSide.values()[random.nextInt(3)],
              1 + random.nextInt(8),
              random.nextInt(3) == 0);
      int bars = layout.bars();
      double[] open = new double[bars];
      double[] close = new double[bars];
      signal = new double[bars];
      double missing = random.nextDouble() * 0.4;
      double s = 0;
      for (int t = 0; t < bars; t++) {
        boolean absent = random.nextDouble() < missing;
        open[t] = absent ? Double.NaN : 90 + random.nextInt(20);
        close[t] = absent ? Double.NaN : 90 + random.nextInt(20);
        s = Math.rint(2 * (0.8 * s + 3 * random.nextDouble() - 1.5)) / 2;
        signal[t] = absent || random.nextInt(12) == 0 ? Double.NaN : s;
      }
      prices = new PricePath(open, close, close);
    }

    List<Closed> trades() {
      return run(rules, layout, prices.open(), prices.close(), signal);
    }

    List<Closed> literal() {
      return LiteralSimulator.run(rules, layout, prices, signal);
    }
  }
}
