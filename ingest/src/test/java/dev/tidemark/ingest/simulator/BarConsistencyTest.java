package dev.tidemark.ingest.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.number.Int128;
import dev.tidemark.core.time.Timeframe;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BarConsistencyTest {
  private static final LocalDate FROM = LocalDate.of(2024, 12, 2);
  private static final LocalDate TO = LocalDate.of(2025, 1, 10);

  @ParameterizedTest
  @ValueSource(strings = {"SIMA", "SIMB", "NOISE", "SIMCOIN", "SIMFX"})
  void barsAreSaneOnTheTickGrid(String symbol) {
    MarketSimulator simulator = Simulators.simulator(symbol, 9);
    long tick = simulator.model().price().tickUnscaled();
    long lot = simulator.model().activity().lotUnscaled();
    SimulatedBars bars = simulator.bars(Timeframe.M1, FROM, TO);
    assertThat(bars.size()).isGreaterThan(9_000);
    for (int i = 0; i < bars.size(); i++) {
      long low = bars.low()[i];
      long high = bars.high()[i];
      assertThat(low).isPositive().isLessThanOrEqualTo(Math.min(bars.open()[i], bars.close()[i]));
      assertThat(high).isGreaterThanOrEqualTo(Math.max(bars.open()[i], bars.close()[i]));
      assertThat(bars.open()[i] % tick + high % tick + low % tick + bars.close()[i] % tick)
          .isZero();
      assertThat(bars.volume()[i]).isPositive();
      assertThat(bars.volume()[i] % lot).isZero();
      assertThat(bars.buyVolume()[i]).isBetween(0L, bars.volume()[i]);
      assertThat(bars.tradeCount()[i]).isBetween(1L, bars.volume()[i] / lot);
      assertThat(bars.notional(i)).isGreaterThanOrEqualTo(Int128.product(low, bars.volume()[i]));
      assertThat(bars.notional(i)).isLessThanOrEqualTo(Int128.product(high, bars.volume()[i]));
      assertThat(i == 0 || bars.label()[i] > bars.label()[i - 1]).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SIMA,M5",
    "SIMA,M15",
    "SIMA,H1",
    "SIMA,H4",
    "SIMA,D1",
    "SIMB,M5",
    "SIMB,D1",
    "SIMCOIN,H4",
    "SIMCOIN,D1",
    "SIMFX,H1",
    "NOISE,H4"
  })
  void higherTimeframesAreTheExactRollUpOfTheMinutes(String symbol, Timeframe timeframe) {
    MarketSimulator simulator = Simulators.simulator(symbol, 9);
    SimulatedBars minutes = simulator.bars(Timeframe.M1, FROM, TO);
    SimulatedBars bars = simulator.bars(timeframe, FROM, TO);
    Map<Long, List<Integer>> members = new TreeMap<>();
    int at = 0;
    for (int m = 0; m < minutes.size(); m++) {
      while (minutes.label()[m] >= bars.end()[at]) {
        at++;
      }
      assertThat(minutes.label()[m]).isGreaterThanOrEqualTo(bars.label()[at]);
      members.computeIfAbsent((long) at, k -> new ArrayList<>()).add(m);
    }
    assertThat(members).hasSize(bars.size());
    for (Map.Entry<Long, List<Integer>> entry : members.entrySet()) {
      int b = entry.getKey().intValue();
      List<Integer> in = entry.getValue();
      Int128 notional = Int128.ZERO;
      long volume = 0;
      for (int m : in) {
        notional = notional.plus(minutes.notional(m));
        volume += minutes.volume()[m];
      }
      assertThat(bars.notional(b)).isEqualTo(notional);
      assertThat(bars.volume()[b]).isEqualTo(volume);
      assertThat(bars.open()[b]).isEqualTo(minutes.open()[in.get(0)]);
      assertThat(bars.close()[b]).isEqualTo(minutes.close()[in.get(in.size() - 1)]);
      assertThat(bars.high()[b])
          .isEqualTo(in.stream().mapToLong(m -> minutes.high()[m]).max().orElseThrow());
      assertThat(bars.low()[b])
          .isEqualTo(in.stream().mapToLong(m -> minutes.low()[m]).min().orElseThrow());
    }
  }

  @Test
  void barsAreAnchoredAtTheSessionOpenAndCutByTheClose() {
    MarketSimulator simulator = Simulators.simulator("SIMA", 9);
    LocalDate full = LocalDate.of(2024, 12, 23);
    SimulatedBars hours = simulator.bars(Timeframe.H1, full, full);
    assertThat(hours.size()).isEqualTo(7);
    assertThat(hours.partial()[5]).isFalse();
    assertThat(hours.partial()[6]).isTrue();
    assertThat(hours.end()[6] - hours.label()[6]).isEqualTo(30 * SessionWindow.MINUTE_NANOS);
    LocalDate half = LocalDate.of(2024, 12, 24);
    SimulatedBars four = simulator.bars(Timeframe.H4, half, half);
    assertThat(four.size()).isEqualTo(1);
    assertThat(four.partial()[0]).isTrue();
    SimulatedBars day = simulator.bars(Timeframe.D1, half, half);
    assertThat(day.end()[0] - day.label()[0]).isEqualTo(210 * SessionWindow.MINUTE_NANOS);
    assertThat(day.partial()[0]).isFalse();
  }

  @Test
  void barsOfATickDayAreTheRollUpOfItsTrades() {
    MarketSimulator simulator = Simulators.simulator("SIMA", DemoUniverse.SEED);
    SimulatedTicks ticks = simulator.ticks(DemoUniverse.TICK_DAY);
    SimulatedBars day = simulator.bars(Timeframe.D1, DemoUniverse.TICK_DAY, DemoUniverse.TICK_DAY);
    Int128 notional = Int128.ZERO;
    long volume = 0;
    long high = 0;
    for (int i = 0; i < ticks.trades(); i++) {
      notional = notional.plus(Int128.product(ticks.price()[i], ticks.size()[i]));
      volume += ticks.size()[i];
      high = Math.max(high, ticks.price()[i]);
    }
    assertThat(day.size()).isEqualTo(1);
    assertThat(day.notional(0)).isEqualTo(notional);
    assertThat(day.volume()[0]).isEqualTo(volume);
    assertThat(day.high()[0]).isEqualTo(high);
    assertThat(day.tradeCount()[0]).isEqualTo(ticks.trades());
    assertThat(day.close()[0]).isEqualTo(ticks.price()[ticks.trades() - 1]);
  }

  @Test
  void tickDaysJoinTheHistoryWithoutASeam() {
    MarketSimulator simulator = Simulators.simulator("SIMA", DemoUniverse.SEED);
    SimulatedBars days =
        simulator.bars(Timeframe.D1, DemoUniverse.TICK_DAY.minusDays(20), DemoUniverse.TICK_DAY);
    int last = days.size() - 1;
    double change = (double) days.open()[last] / days.close()[last - 1] - 1.0;
    assertThat(Math.abs(change)).isLessThan(0.06);
    double volume = (double) days.volume()[last] / days.volume()[last - 1];
    assertThat(volume).isBetween(0.2, 5.0);
  }

  @Property(tries = 500)
  void vwapEqualsTheDecimalDivision(
      @ForAll @LongRange(min = 1, max = 900_000_000_000_000L) long price,
      @ForAll @LongRange(min = 1, max = 900_000_000_000_000_000L) long volume,
      @ForAll @LongRange(min = 0, max = 1_000_000) long extra) {
    Int128 notional = Int128.product(price, volume).plus(Int128.of(extra));
    BigDecimal expected =
        notional.toBigDecimal(16).divide(BigDecimal.valueOf(volume, 8), 12, RoundingMode.HALF_EVEN);
    if (expected.unscaledValue().bitLength() < 64) {
      assertThat(BigDecimal.valueOf(ExactVwap.of(notional.high(), notional.low(), volume), 12))
          .isEqualTo(expected);
    }
  }

  @Test
  void emptyMinutesAreAbsent() {
    MarketSimulator simulator = Simulators.simulator("SIMB", 4);
    LocalDate from = LocalDate.of(2024, 1, 1);
    LocalDate to = LocalDate.of(2024, 12, 31);
    int grid = simulator.sessions(from, to).stream().mapToInt(SessionWindow::minutes).sum();
    int empty = grid - simulator.bars(Timeframe.M1, from, to).size();
    assertThat((double) empty / grid).isBetween(0.0015, 0.0025);
  }
}
