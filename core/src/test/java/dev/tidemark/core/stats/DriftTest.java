package dev.tidemark.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tidemark.core.random.PhiloxStream;
import dev.tidemark.core.random.Purpose;
import dev.tidemark.core.stats.PopulationStability.Status;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Distributions that change, and the sum that notices a falling mean. */
class DriftTest {

  /** Few distinct values, so that there are ties. */
  private static double[] coarse(Random random, int n, int distinct) {
    return random.ints(n, 0, distinct).mapToDouble(i -> i - 3).toArray();
  }

  @Property(tries = 200)
  void distanceIsTheLargestDifferenceOfShares(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 60) int n,
      @ForAll @IntRange(min = 1, max = 60) int m,
      @ForAll @IntRange(min = 1, max = 100) int distinct) {
    Random random = new Random(seed);
    double[] a = coarse(random, n, distinct);
    double[] b = coarse(random, m, distinct);
    double largest = 0;
    for (int value = -3; value < distinct; value++) {
      largest = Math.max(largest, Math.abs(share(a, value) - share(b, value)));
    }
    assertThat(KolmogorovSmirnov.distance(a, b)).isEqualTo(largest);
    assertThat(KolmogorovSmirnov.distance(b, a)).isEqualTo(largest);
  }

  private static double share(double[] x, double upTo) {
    return (double) Arrays.stream(x).filter(v -> v <= upTo).count() / x.length;
  }

  @Property(tries = 100)
  void indexEqualsItsDefinition(
      @ForAll long seed,
      @ForAll @IntRange(min = 10, max = 400) int n,
      @ForAll @IntRange(min = 200, max = 400) int m,
      @ForAll @IntRange(min = 1, max = 500) int distinct) {
    Random random = new Random(seed);
    double[] reference = coarse(random, n, distinct);
    double[] live = coarse(random, m, Math.max(1, distinct / 2));
    double[] sorted = reference.clone();
    Arrays.sort(sorted);
    double psi = 0;
    double low = Double.NEGATIVE_INFINITY;
    for (int j = 1; j <= 10; j++) {
      double high = j == 10 ? Double.POSITIVE_INFINITY : sorted[(int) Math.ceil(j * n / 10.0) - 1];
      double r = Math.max(1e-4, inBin(reference, low, high));
      double l = Math.max(1e-4, inBin(live, low, high));
      psi += (l - r) * Math.log(l / r);
      low = high;
    }
    PopulationStability found = PopulationStability.of(reference, live);
    assertThat(found.psi()).isCloseTo(psi, within(1e-12));
    assertThat(found.chi2()).isCloseTo(psi * n * m / (n + m), within(1e-9));
    assertThat(found.referenceCounts().stream().mapToInt(i -> i).sum()).isEqualTo(n);
    assertThat(found.liveCounts().stream().mapToInt(i -> i).sum()).isEqualTo(m);
  }

  private static double inBin(double[] x, double above, double upTo) {
    return (double) Arrays.stream(x).filter(v -> v > above && v <= upTo).count() / x.length;
  }

  @Test
  void missingValuesAreNotCountedAndTooFewAreNotJudged() {
    double[] reference = Noise.normals(1, 0, 500);
    double[] live = Noise.normals(1, 1, 260);
    assertThat(PopulationStability.of(reference, live).status()).isEqualTo(Status.OK);
    Arrays.fill(live, 0, 61, Double.NaN);
    PopulationStability found = PopulationStability.of(reference, live);
    assertThat(found.status()).isEqualTo(Status.INSUFFICIENT);
    assertThat(found.psi()).isNaN();
    assertThat(KolmogorovSmirnov.distance(live, new double[] {Double.NaN})).isNaN();
    double[] present = Arrays.copyOfRange(live, 61, 260);
    assertThat(KolmogorovSmirnov.distance(reference, live))
        .isEqualTo(KolmogorovSmirnov.distance(reference, present));
  }

  /** A large index of small samples is no drift. */
  @Test
  void theIndexIsGuardedByItsSignificance() {
    double[] reference = Noise.normals(2, 0, 20);
    PopulationStability found = PopulationStability.of(reference, Noise.normals(2, 1, 200));
    assertThat(found.psi()).isGreaterThan(0.25);
    assertThat(found.p()).isGreaterThan(0.01);
    assertThat(found.status()).isEqualTo(Status.OK);
  }

  /** Spec §7.1: 930 observations to a false alarm, 10.4 to notice a fall by one sd. */
  @Test
  void runLengthsAreAsPublished() {
    assertThat(runLength(0.0)).isCloseTo(930, within(0.05 * 930));
    assertThat(runLength(-1.0)).isCloseTo(10.4, within(0.05 * 10.4));
  }

  private static double runLength(double mean) {
    int runs = 4000;
    long observations = 0;
    for (int run = 0; run < runs; run++) {
      PhiloxStream stream = PhiloxStream.of(3, Purpose.SYNTH, 0, run);
      Cusum sum = new Cusum(0, 1);
      while (!sum.alarm()) {
        sum.update(mean + stream.nextNormal());
        observations++;
      }
    }
    return (double) observations / runs;
  }

  @Test
  void aMissingObservationChangesNothing() {
    Cusum sum = new Cusum(1, 2);
    assertThat(sum.update(-2)).isEqualTo(1.0);
    assertThat(sum.update(Double.NaN)).isEqualTo(1.0);
    assertThat(sum.update(9)).isZero();
    assertThatThrownBy(() -> new Cusum(0, 0)).hasMessageContaining("sd=0");
  }
}
