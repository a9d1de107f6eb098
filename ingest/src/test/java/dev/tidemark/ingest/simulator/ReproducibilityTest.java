package dev.tidemark.ingest.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.time.Timeframe;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReproducibilityTest {
  private static final LocalDate FROM = LocalDate.of(2024, 11, 1);
  private static final LocalDate TO = LocalDate.of(2025, 1, 31);

  @Property(tries = 40)
  void aPartOfTheHistoryHasExactlyTheBarsOfTheWhole(
      @ForAll @IntRange(min = 0, max = 90) int start,
      @ForAll @IntRange(min = 0, max = 30) int days) {
    MarketSimulator whole = Simulators.simulator("SIMA", 7);
    SimulatedBars all = whole.bars(Timeframe.M5, FROM, FROM.plusDays(120));
    LocalDate from = FROM.plusDays(start);
    SimulatedBars part =
        Simulators.simulator("SIMA", 7).bars(Timeframe.M5, from, from.plusDays(days));
    int offset = 0;
    while (part.size() > 0 && all.label()[offset] < part.label()[0]) {
      offset++;
    }
    assertThat(Fingerprint.of(part)).isEqualTo(Fingerprint.of(all, offset, offset + part.size()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SIMA", "SIMB", "NOISE", "SIMCOIN", "SIMFX"})
  void askingInAnyOrderGivesTheSameBars(String symbol) {
    MarketSimulator one = Simulators.simulator(symbol, 11);
    MarketSimulator two = Simulators.simulator(symbol, 11);
    two.bars(Timeframe.D1, TO, TO.plusDays(30));
    two.bars(Timeframe.H1, FROM.plusDays(3), FROM.plusDays(4));
    LocalDate to = FROM.plusDays(10);
    assertThat(Fingerprint.of(two.bars(Timeframe.M1, FROM, to)))
        .isEqualTo(Fingerprint.of(one.bars(Timeframe.M1, FROM, to)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void anyNumberOfThreadsGivesTheSameBytes(int threads)
      throws ExecutionException, InterruptedException {
    String expected = Fingerprint.of(Simulators.simulator("SIMB", 3).bars(Timeframe.M1, FROM, TO));
    MarketSimulator shared = Simulators.simulator("SIMB", 3);
    List<SimulatedBars> parts = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<SimulatedBars>> futures = new ArrayList<>();
      for (LocalDate d = FROM; !d.isAfter(TO); d = d.plusDays(1)) {
        LocalDate day = d;
        futures.add(pool.submit(() -> shared.bars(Timeframe.M1, day, day)));
      }
      for (Future<SimulatedBars> future : futures) {
        parts.add(future.get());
      }
    }
    SimulatedBars joined = new SimulatedBars(Timeframe.M1, 0);
    for (SimulatedBars part : parts) {
      for (int i = 0; i < part.size(); i++) {
        joined.copyRow(part, i);
      }
    }
    assertThat(Fingerprint.of(joined)).isEqualTo(expected);
  }

  @Test
  void seedsAndSymbolsGiveDifferentHistories() {
    String base = Fingerprint.of(Simulators.simulator("SIMA", 1).bars(Timeframe.H1, FROM, TO));
    assertThat(Fingerprint.of(Simulators.simulator("SIMA", 2).bars(Timeframe.H1, FROM, TO)))
        .isNotEqualTo(base);
    MarketModel sima = DemoUniverse.find("SIMA").orElseThrow();
    MarketModel renamed =
        new MarketModel(
            "SIMX",
            sima.assetClass(),
            sima.calendar(),
            sima.price(),
            sima.activity(),
            sima.planted(),
            sima.epoch(),
            sima.tickDays());
    assertThat(Fingerprint.of(Simulators.simulator(renamed, 1).bars(Timeframe.H1, FROM, TO)))
        .isNotEqualTo(base);
  }

  @Test
  void ticksAreReproducibleAndDayByDay() {
    MarketSimulator one = Simulators.simulator("SIMA", 5);
    MarketSimulator two = Simulators.simulator("SIMA", 5);
    two.ticks(FROM);
    assertThat(Fingerprint.of(two.ticks(FROM.plusDays(3))))
        .isEqualTo(Fingerprint.of(one.ticks(FROM.plusDays(3))))
        .isNotEqualTo(Fingerprint.of(one.ticks(FROM.plusDays(4))));
  }

  @ParameterizedTest
  @EnumSource(
      value = Timeframe.class,
      names = {"M1", "D1"})
  void nothingIsBeforeTheEpochOrOutsideSessions(Timeframe timeframe) {
    MarketSimulator sima = Simulators.simulator("SIMA", 5);
    LocalDate before = LocalDate.of(2014, 12, 1);
    assertThat(sima.bars(timeframe, before, before.plusDays(20)).size()).isZero();
    LocalDate saturday = LocalDate.of(2024, 11, 2);
    assertThat(sima.bars(timeframe, saturday, saturday.plusDays(1)).size()).isZero();
    assertThat(sima.ticks(saturday).trades()).isZero();
  }
}
