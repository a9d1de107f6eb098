package dev.tidemark.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RealityCheckTest {

  private static double[][] cells(int run, int cells, int sessions) {
    double[][] x = new double[cells][];
    for (int c = 0; c < cells; c++) {
      x[c] = Noise.normals(5, run * 100 + c, sessions);
    }
    return x;
  }

  private static double[][] map(double[][] cells, DoubleUnaryOperator f) {
    return Arrays.stream(cells)
        .map(x -> Arrays.stream(x).map(f).toArray())
        .toArray(double[][]::new);
  }

  @Property(tries = 50)
  void theUnitDoesNotMatter(
      @ForAll @IntRange(min = 0, max = 1_000) int run,
      @ForAll @IntRange(min = -40, max = 40) int k) {
    double[][] x = cells(run, 4, 60);
    RealityCheck.Result plain = RealityCheck.test(x, 2.0, run, 99);
    RealityCheck.Result scaled = RealityCheck.test(map(x, v -> Math.scalb(v, k)), 2.0, run, 99);
    assertThat(scaled.superior()).isEqualTo(plain.superior());
    assertThat(scaled.plain().exceed()).isEqualTo(plain.plain().exceed());
  }

  /** The kernel is that of the bootstrap: the variance of resampled means tends to omega² / n. */
  @Test
  void theLongRunVarianceIsThatOfTheStationaryBootstrap() {
    double[] x = Noise.autoregression(0.5, Noise.normals(9, 0, 120));
    double[] deviations =
        BlockBootstrap.of(x, BlockMethod.STATIONARY, 4.0, 9, 0).deviations(1, 40_000);
    double variance = Arrays.stream(deviations).map(m -> m * m).sum() / deviations.length;
    assertThat(variance * x.length / LongRunVariance.stationary(x, 4.0))
        .isCloseTo(1.0, within(0.03));
  }

  @Test
  void blocksOfOneLeaveTheVarianceOfTheSeries() {
    double[] x = {1, 2, 4, 1};
    assertThat(LongRunVariance.stationary(x, 1.0)).isEqualTo(1.5, within(1e-15));
  }

  @Test
  void clearlyPoorCellsDoNotDiluteTheSuperiorTest() {
    double[][] x = cells(7, 20, 150);
    for (int c = 1; c < x.length; c++) {
      x[c] = Arrays.stream(x[c]).map(v -> 5 * v - 5).toArray();
    }
    x[0] = Arrays.stream(x[0]).map(v -> v + 0.4).toArray();
    RealityCheck.Result result = RealityCheck.test(x, 2.0, 1, 499);
    assertThat(result.superior().p()).isLessThan(0.05);
    assertThat(result.plain().p()).isGreaterThan(0.3);
  }

  @Test
  void aCellOfEqualValuesHasNoUnit() {
    double[][] x = cells(3, 2, 50);
    double[][] withZeros = {x[0], new double[50], x[1]};
    assertThat(RealityCheck.test(withZeros, 2.0, 1, 199).superior())
        .isEqualTo(RealityCheck.test(x, 2.0, 1, 199).superior());
  }

  @Test
  void whatIsNoMatrixIsRefused() {
    assertThatThrownBy(() -> RealityCheck.test(new double[0][], 1, 1, 9))
        .hasMessageContaining("at least one cell");
    assertThatThrownBy(() -> RealityCheck.test(new double[][] {{1, 2, 3}, {1, 2}}, 1, 1, 9))
        .hasMessageContaining("cell=1");
    assertThatThrownBy(() -> RealityCheck.test(new double[][] {{1, 2, Double.NaN}}, 1, 1, 9))
        .hasMessageContaining("not finite");
    assertThatThrownBy(() -> RealityCheck.test(new double[][] {{1, 2, 3}}, 4, 1, 9))
        .hasMessageContaining("block length");
    assertThatThrownBy(() -> RealityCheck.test(new double[][] {{1, 2, 3}}, 1, 1, 0))
        .hasMessageContaining("at least one draw");
  }

  /** Nominal 5 %; the plain test measured 3.3 % (spec §7.5). */
  @Test
  void sizeUnderNoise() {
    int runs = 800;
    int plain = 0;
    int superior = 0;
    for (int run = 0; run < runs; run++) {
      RealityCheck.Result result = RealityCheck.test(cells(run, 10, 100), 2.0, run, 199);
      plain += result.plain().p() <= 0.05 ? 1 : 0;
      superior += result.superior().p() <= 0.05 ? 1 : 0;
    }
    assertThat((double) plain / runs).isBetween(0.01, 0.08);
    assertThat((double) superior / runs).isBetween(0.01, 0.08);
  }
}
