package dev.tidemark.ingest.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.time.Timeframe;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TickTest {
  private static final LocalDate DAY = LocalDate.of(2025, 3, 12);

  @ParameterizedTest
  @ValueSource(strings = {"SIMA", "SIMB", "SIMCOIN", "SIMFX"})
  void tradesHitTheQuoteBeforeThem(String symbol) {
    MarketSimulator simulator = Simulators.simulator(symbol, 1);
    SimulatedTicks ticks = simulator.ticks(DAY);
    int q = -1;
    for (int i = 0; i < ticks.trades(); i++) {
      while (q + 1 < ticks.quotes() && ticks.quoteTime()[q + 1] <= ticks.tradeTime()[i]) {
        q++;
      }
      assertThat(ticks.bid()[q]).isLessThan(ticks.ask()[q]);
      assertThat(ticks.price()[i]).isPositive();
      if (ticks.quoteTime()[q] < ticks.tradeTime()[i]) {
        assertThat(ticks.price()[i]).isEqualTo(ticks.buy()[i] ? ticks.ask()[q] : ticks.bid()[q]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SIMA", "SIMCOIN"})
  void timesAscendInsideTheSessionInWholeMicroseconds(String symbol) {
    MarketSimulator simulator = Simulators.simulator(symbol, 2);
    SessionWindow window = simulator.sessions(DAY, DAY).get(0);
    SimulatedTicks ticks = simulator.ticks(DAY);
    int repeated = 0;
    for (int i = 0; i < ticks.trades(); i++) {
      long time = ticks.tradeTime()[i];
      assertThat(time).isBetween(window.openNanos(), window.closeNanos() - 1);
      assertThat(time % 1000).isZero();
      assertThat(ticks.tradeKnown()[i]).isGreaterThan(time);
      if (i > 0) {
        assertThat(time).isGreaterThanOrEqualTo(ticks.tradeTime()[i - 1]);
        repeated += time == ticks.tradeTime()[i - 1] ? 1 : 0;
      }
    }
    assertThat((double) repeated / ticks.trades()).isBetween(0.05, 0.2);
    for (int i = 1; i < ticks.quotes(); i++) {
      assertThat(ticks.quoteTime()[i]).isGreaterThanOrEqualTo(ticks.quoteTime()[i - 1]);
    }
  }

  @Test
  void tradeNumbersAreUniqueOverSessions() {
    MarketSimulator simulator = Simulators.simulator("SIMB", 3);
    Set<Long> seen = new HashSet<>();
    int total = 0;
    for (int d = 0; d < 3; d++) {
      SimulatedTicks ticks = simulator.ticks(DAY.plusDays(d));
      for (int i = 0; i < ticks.trades(); i++) {
        seen.add(ticks.tradeNumber()[i]);
      }
      total += ticks.trades();
    }
    assertThat(seen).hasSize(total);
  }

  @Test
  void bothSidesTradeAndSizesAreSkewed() {
    SimulatedTicks ticks = Simulators.simulator("SIMA", 4).ticks(DAY);
    int buys = 0;
    double sum = 0;
    long largest = 0;
    for (int i = 0; i < ticks.trades(); i++) {
      buys += ticks.buy()[i] ? 1 : 0;
      sum += ticks.size()[i];
      largest = Math.max(largest, ticks.size()[i]);
    }
    assertThat((double) buys / ticks.trades()).isBetween(0.48, 0.52);
    assertThat(largest / (sum / ticks.trades())).isGreaterThan(8.0);
  }

  @Test
  void ticksFollowTheEfficientPathOfTheSession() {
    MarketSimulator simulator = Simulators.simulator("SIMB", 6);
    SimulatedTicks ticks = simulator.ticks(DAY);
    SimulatedBars day = simulator.bars(Timeframe.D1, DAY, DAY);
    double first = (double) ticks.price()[0] / day.open()[0];
    double last = (double) ticks.price()[ticks.trades() - 1] / day.close()[0];
    assertThat(first).isBetween(0.998, 1.002);
    assertThat(last).isBetween(0.998, 1.002);
  }
}
