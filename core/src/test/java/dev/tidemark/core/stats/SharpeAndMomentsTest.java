package dev.tidemark.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The deflated Sharpe ratio, sample moments, the interval of a share. */
class SharpeAndMomentsTest {

  /** The numerical example of Bailey and López de Prado (2014). */
  @Test
  void publishedExample() {
    DeflatedSharpe found =
        DeflatedSharpe.of(2.5 / Math.sqrt(250), 0.5 / 250, 100, 1250, -3.0, 10.0);
    assertThat(found.benchmark()).isCloseTo(0.1132, within(5e-5));
    assertThat(found.probability()).isCloseTo(0.9004, within(5e-5));
  }

  @Property(tries = 200)
  void moreTrialsMakeItHarder(@ForAll @IntRange(min = 1, max = 1_000_000_000) int trials) {
    double fewer = DeflatedSharpe.benchmark(0.01, trials);
    assertThat(DeflatedSharpe.benchmark(0.01, trials + 1L)).isGreaterThan(fewer);
    assertThat(fewer).isNotNegative();
  }

  @Test
  void oneTrialHasNothingToDeflate() {
    assertThat(DeflatedSharpe.of(0.1, new double[] {0.1}, 100, 0, 3).benchmark()).isZero();
    assertThat(DeflatedSharpe.of(0.1, new double[] {0.1}, 1, 0, 3).probability()).isNaN();
    assertThat(DeflatedSharpe.probability(1, 0, 100, 2, 1)).isNaN();
    assertThat(DeflatedSharpe.probability(1, 0, 100, Double.NaN, Double.NaN)).isNaN();
    assertThatThrownBy(() -> DeflatedSharpe.benchmark(1, 0)).hasMessageContaining("trials=0");
  }

  @Test
  void momentsByHand() {
    Moments found = Moments.of(new double[] {1, 1, 1, 5});
    assertThat(found.mean()).isEqualTo(2.0);
    assertThat(found.m2()).isEqualTo(3.0);
    assertThat(found.skew()).isCloseTo(2 / Math.sqrt(3), within(1e-15));
    assertThat(found.kurtosis()).isCloseTo(7.0 / 3, within(1e-15));
    Moments constant = Moments.of(new double[] {0.1, 0.1, 0.1});
    assertThat(constant.mean()).isEqualTo(0.1);
    assertThat(constant.skew()).isNaN();
    assertThat(Moments.of(new double[0]).mean()).isNaN();
  }

  /** Both ends solve {@code |share - p| = z·sqrt(p(1-p)/n)}. */
  @Property(tries = 200)
  void intervalIsWhereTheScoreIsTheQuantile(
      @ForAll @IntRange(max = 500) int successes, @ForAll @IntRange(max = 500) int failures) {
    int n = successes + failures;
    Wilson found = Wilson.of(successes, n);
    if (n == 0) {
      assertThat(found.low()).isNaN();
      return;
    }
    double share = (double) successes / n;
    for (double p : new double[] {found.low(), found.high()}) {
      double score = 1.959963984540054 * Math.sqrt(p * (1 - p) / n);
      assertThat(Math.abs(share - p)).isCloseTo(score, within(1e-7));
    }
    assertThat(found.low()).isLessThanOrEqualTo(share).isBetween(0.0, 1.0);
    assertThat(found.high()).isGreaterThanOrEqualTo(share).isBetween(0.0, 1.0);
  }

  @Test
  void moreSuccessesThanObservationsIsAMistake() {
    assertThatThrownBy(() -> Wilson.of(3, 2)).hasMessageContaining("successes=3");
  }

  @Test
  void familyWiseValuesAreTheFamilyTimesEach() {
    assertThat(FamilyWise.bonferroni(new double[] {0.25, 0.01, 0.5}))
        .containsExactly(0.75, 0.03, 1);
    assertThat(FamilyWise.bonferroni(new double[0])).isEmpty();
    assertThatThrownBy(() -> FamilyWise.bonferroni(new double[] {0.1, Double.NaN}))
        .hasMessageContaining("index=1");
  }
}
