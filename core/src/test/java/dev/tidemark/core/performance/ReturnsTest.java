package dev.tidemark.core.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tidemark.core.performance.HistoricalRisk.Confidence;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ratios, drawdown and value at risk of returns. */
class ReturnsTest {

  private static double[] returns(long seed, int n) {
    Random random = new Random(seed);
    double[] returns = new double[n];
    Arrays.setAll(returns, i -> Math.max(-0.9, 0.02 * random.nextGaussian()));
    return returns;
  }

  @Property(tries = 200)
  void valueAtRiskIsTheReturnThatSoManyAreNotAbove(
      @ForAll long seed, @ForAll @IntRange(min = 60, max = 600) int n) {
    double[] returns = returns(seed, n);
    for (Confidence confidence : Confidence.values()) {
      HistoricalRisk risk = HistoricalRisk.of(returns, confidence);
      if (n < confidence.fewestReturns()) {
        assertThat(risk.valueAtRisk()).isNaN();
        assertThat(risk.expectedShortfall()).isNaN();
        continue;
      }
      BigDecimal tail = BigDecimal.valueOf(confidence.tailBasisPoints(), 4);
      int rank = Math.max(1, tail.multiply(BigDecimal.valueOf(n)).intValue());
      double quantile = -risk.valueAtRisk();
      double[] beyond = Arrays.stream(returns).filter(r -> r <= quantile).toArray();
      assertThat(risk.rank()).isEqualTo(rank);
      assertThat(beyond).hasSize(rank);
      assertThat(risk.expectedShortfall())
          .isCloseTo(-Arrays.stream(beyond).sum() / rank, within(1e-12))
          .isGreaterThanOrEqualTo(risk.valueAtRisk());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "10, 1000, 1",
    "9, 1000, 1",
    "29, 1000, 2",
    "30, 1000, 3",
    "2147483647, 500, 107374182"
  })
  void rankIsAnIntegerDivision(int n, int tailBasisPoints, int rank) {
    assertThat(HistoricalRisk.rank(n, tailBasisPoints)).isEqualTo(rank);
  }

  @Test
  void usageIsAShareOfTheLimit() {
    HistoricalRisk risk = new HistoricalRisk(3, 0.02, 0.03);
    assertThat(risk.usage(1_000_000, 40_000)).isEqualTo(0.5);
    assertThat(risk.usage(1_000_000, 0)).isNaN();
  }

  @Property(tries = 200)
  void drawdownIsTheDeepestOfAllPairs(@ForAll long seed, @ForAll @IntRange(max = 60) int n) {
    double[] levels = new double[n + 1];
    Random random = new Random(seed);
    Arrays.setAll(levels, i -> 1 + random.nextInt(8));
    double deepest = 0;
    for (int trough = 0; trough <= n; trough++) {
      for (int peak = 0; peak < trough; peak++) {
        deepest = Math.max(deepest, 1 - levels[trough] / levels[peak]);
      }
    }
    Drawdown found = Drawdown.of(levels);
    assertThat(found.depth()).isEqualTo(deepest);
    assertThat(1 - levels[found.trough()] / levels[found.peak()]).isEqualTo(deepest);
    for (int t = 0; t < found.peak(); t++) {
      assertThat(levels[t]).as("earliest peak").isLessThan(levels[found.peak()]);
    }
  }

  @Test
  void earliestPeakAndTroughOnTies() {
    assertThat(Drawdown.of(new double[] {2, 4, 4, 2, 4, 2})).isEqualTo(new Drawdown(0.5, 1, 3));
    assertThat(Drawdown.ofReturns(new double[] {0.5, -1})).isEqualTo(new Drawdown(1, 1, 2));
    assertThatThrownBy(() -> Drawdown.of(new double[0])).hasMessageContaining("positive level");
  }

  @Property(tries = 100)
  void ratiosDoNotChangeWithLeverage(@ForAll long seed) {
    double[] returns = returns(seed, 100);
    double[] levered = Arrays.stream(returns).map(r -> 4 * r).toArray();
    assertThat(ReturnMetrics.sharpe(levered, 0, 252))
        .isEqualTo(ReturnMetrics.sharpe(returns, 0, 252));
    assertThat(ReturnMetrics.sortino(levered, 0, 252))
        .isEqualTo(ReturnMetrics.sortino(returns, 0, 252));
  }

  @Test
  void ratiosByHand() {
    double[] returns = new double[20];
    Arrays.setAll(returns, i -> i % 2 == 0 ? 0.03 : -0.01);
    double sd = 0.02 * Math.sqrt(20.0 / 19);
    assertThat(ReturnMetrics.sharpe(returns, 0.005, 365))
        .isCloseTo(0.005 / sd * Math.sqrt(365), within(1e-12));
    assertThat(ReturnMetrics.sortino(returns, 0.01, 260)).isCloseTo(0, within(1e-12));
    assertThat(ReturnMetrics.sortino(returns, 0, 260))
        .isCloseTo(0.01 / (0.01 / Math.sqrt(2)) * Math.sqrt(260), within(1e-12));
    assertThat(ReturnMetrics.timeInMarket(39, 78)).isEqualTo(0.5);
    assertThat(ReturnMetrics.timeInMarket(0, 0)).isNaN();
    assertThat(ReturnMetrics.winRate(new double[0])).isNaN();
    assertThatThrownBy(() -> ReturnMetrics.timeInMarket(2, 1)).hasMessageContaining("held=2");
  }
}
