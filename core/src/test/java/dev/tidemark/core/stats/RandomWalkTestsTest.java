package dev.tidemark.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Tests that tell a random walk from something else. */
class RandomWalkTestsTest {

  private static final int RUNS = 1000;

  @Property(tries = 100)
  void unitRootTestIgnoresLevelAndScale(
      @ForAll int seed,
      @ForAll @IntRange(min = 12, max = 300) int n,
      @ForAll @DoubleRange(min = -1e4, max = 1e4) double level,
      @ForAll @DoubleRange(min = 0.01, max = 100) double scale) {
    double[] y = Noise.walk(Noise.normals(seed, 0, n));
    double[] moved = Arrays.stream(y).map(v -> level + scale * v).toArray();
    AugmentedDickeyFuller expected = AugmentedDickeyFuller.of(y);
    AugmentedDickeyFuller actual = AugmentedDickeyFuller.of(moved);
    assertThat(actual.lags()).isEqualTo(expected.lags());
    // Short series have nearly collinear columns and few degrees of freedom.
    double tolerance = n < 40 ? 1e-2 : 1e-5;
    assertThat(actual.statistic())
        .isCloseTo(expected.statistic(), within(tolerance * (1 + Math.abs(expected.statistic()))));
  }

  /** Without lags it is the t-value of a simple regression. */
  @Property(tries = 100)
  void withoutLagsItIsASimpleRegression(
      @ForAll int seed, @ForAll @IntRange(min = 5, max = 200) int length) {
    double[] y = Noise.walk(Noise.normals(seed, 1, length));
    int n = y.length - 1;
    double sx = 0;
    double sd = 0;
    double sxx = 0;
    double sxd = 0;
    double sdd = 0;
    for (int t = 0; t < n; t++) {
      double d = y[t + 1] - y[t];
      sx += y[t];
      sd += d;
      sxx += y[t] * y[t];
      sxd += y[t] * d;
      sdd += d * d;
    }
    double cxx = sxx - sx * sx / n;
    double cxd = sxd - sx * sd / n;
    double cdd = sdd - sd * sd / n;
    double t = cxd / cxx / Math.sqrt((cdd - cxd * cxd / cxx) / (n - 2) / cxx);
    AugmentedDickeyFuller actual = AugmentedDickeyFuller.of(y, 0);
    assertThat(actual.observations()).isEqualTo(n);
    assertThat(actual.statistic()).isCloseTo(t, within(1e-6 * (1 + Math.abs(t))));
  }

  @Test
  void levelsAndPValuesAgree() {
    for (var level : AugmentedDickeyFuller.Level.values()) {
      double p = AugmentedDickeyFuller.p(level.asymptotic());
      double nominal =
          switch (level) {
            case ONE_PERCENT -> 0.01;
            case FIVE_PERCENT -> 0.05;
            case TEN_PERCENT -> 0.10;
          };
      assertThat(p).isCloseTo(nominal, within(0.001));
    }
    // Published for 100 observations: -3.4975, -2.8909, -2.5824.
    assertThat(AugmentedDickeyFuller.Level.ONE_PERCENT.critical(100))
        .isCloseTo(-3.4975, within(1e-4));
    assertThat(AugmentedDickeyFuller.Level.FIVE_PERCENT.critical(100))
        .isCloseTo(-2.8909, within(1e-4));
    assertThat(AugmentedDickeyFuller.Level.TEN_PERCENT.critical(100))
        .isCloseTo(-2.5824, within(1e-4));
    assertThat(AugmentedDickeyFuller.p(3)).isEqualTo(1.0);
    assertThat(AugmentedDickeyFuller.p(-20)).isZero();
  }

  @Test
  void sizesAndPowersAreAsPublished() {
    int unitRootOfWalk = 0;
    int unitRootOfReversion = 0;
    int levelOfNoise = 0;
    int levelOfWalk = 0;
    int ratioOfWalk = 0;
    for (int run = 0; run < RUNS; run++) {
      double[] noise = Noise.normals(5, run, 250);
      double[] walk = Noise.walk(noise);
      unitRootOfWalk += AugmentedDickeyFuller.of(walk, 4).p() < 0.05 ? 1 : 0;
      unitRootOfReversion +=
          AugmentedDickeyFuller.of(Noise.autoregression(0.8, noise), 4).p() < 0.05 ? 1 : 0;
      levelOfNoise += Kpss.of(noise, 4).p() < 0.05 ? 1 : 0;
      levelOfWalk += Kpss.of(walk, 4).p() < 0.05 ? 1 : 0;
      ratioOfWalk += Math.abs(VarianceRatio.of(walk, 4).z()) > 1.96 ? 1 : 0;
    }
    assertThat(unitRootOfWalk / (double) RUNS).isBetween(0.03, 0.07);
    assertThat(unitRootOfReversion / (double) RUNS).isGreaterThan(0.95);
    assertThat(levelOfNoise / (double) RUNS).isBetween(0.03, 0.07);
    assertThat(levelOfWalk / (double) RUNS).isGreaterThan(0.95);
    assertThat(ratioOfWalk / (double) RUNS).isBetween(0.03, 0.07);
  }

  @Test
  void levelTestByHand() {
    assertThat(Kpss.of(new double[] {4, 5, 6}, 0).statistic()).isCloseTo(1.0 / 3, within(1e-15));
    assertThat(Kpss.p(0.347)).isEqualTo(0.10);
    assertThat(Kpss.p(0.405)).isCloseTo(0.075, within(1e-12));
    assertThat(Kpss.p(0.463)).isCloseTo(0.05, within(1e-15));
    assertThat(Kpss.p(0.739)).isCloseTo(0.01, within(1e-15));
    assertThat(Kpss.p(9)).isEqualTo(0.01);
    assertThat(Kpss.of(new double[100]).lags()).isEqualTo(12);
    assertThatThrownBy(() -> Kpss.of(new double[5], 5)).hasMessageContaining("lags=5");
  }

  @Test
  void exponentOfAWalkIsOneHalfAndOfNoiseIsNearZero() {
    double[] noise = Noise.normals(6, 0, 20_000);
    assertThat(Hurst.of(Noise.walk(noise))).isCloseTo(0.5, within(0.03));
    assertThat(Hurst.of(noise)).isCloseTo(0.0, within(0.02));
    assertThat(VarianceRatio.of(noise, 2).ratio()).isCloseTo(0.5, within(0.02));
    assertThat(VarianceRatio.of(Noise.walk(noise), 16).ratio()).isCloseTo(1.0, within(0.1));
  }

  @Test
  void whatCannotBeComputedIsNoValue() {
    double[] constant = new double[50];
    Arrays.fill(constant, 4.6);
    double[] few = {1, 2, 1.5};
    for (double[] y : new double[][] {constant, few, {}}) {
      assertThat(AugmentedDickeyFuller.of(y).statistic()).isNaN();
      assertThat(AugmentedDickeyFuller.of(y).p()).isNaN();
      assertThat(VarianceRatio.of(y, 4).ratio()).isNaN();
      assertThat(Hurst.of(y)).isNaN();
    }
    assertThat(Kpss.of(constant).statistic()).isNaN();
    assertThat(Kpss.of(new double[0]).p()).isNaN();
    double[] line = new double[50];
    Arrays.setAll(line, i -> i);
    assertThat(AugmentedDickeyFuller.of(line).statistic()).isNaN();
    assertThat(VarianceRatio.of(line, 2).z()).isNaN();
    assertThatThrownBy(() -> VarianceRatio.of(line, 1)).hasMessageContaining("q=1");
    assertThatThrownBy(() -> AugmentedDickeyFuller.of(line, -1)).hasMessageContaining("lags=-1");
  }

  @Test
  void lagsFollowTheLengthAndAreBounded() {
    double[] y = Noise.walk(Noise.normals(7, 0, 40));
    assertThat(AugmentedDickeyFuller.of(Arrays.copyOf(y, 11)).lags()).isZero();
    assertThat(AugmentedDickeyFuller.of(Arrays.copyOf(y, 14)).lags()).isEqualTo(1);
    assertThat(AugmentedDickeyFuller.of(y).lags()).isEqualTo(9);
  }
}
