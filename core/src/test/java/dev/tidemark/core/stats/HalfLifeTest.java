package dev.tidemark.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HalfLifeTest {

  /** Spec §7.5: 250 values, true half-life 10 bars. */
  @Test
  void correctedHalfLifeRecoversTheTruth() {
    double phi = Math.pow(2, -0.1);
    int runs = 1000;
    double[] raw = new double[runs];
    double[] corrected = new double[runs];
    for (int run = 0; run < runs; run++) {
      double[] y = Noise.autoregression(phi, Noise.normals(11, run, 250));
      HalfLife found = HalfLife.of(y, new int[] {0, y.length});
      raw[run] = orInfinity(found.bars());
      corrected[run] = orInfinity(found.barsCorrected());
    }
    assertThat(median(raw)).isBetween(7.5, 9.5);
    assertThat(median(corrected)).isBetween(8.0, 12.5);
  }

  private static double orInfinity(double bars) {
    return Double.isNaN(bars) ? Double.POSITIVE_INFINITY : bars;
  }

  private static double median(double[] x) {
    Arrays.sort(x);
    return (x[x.length / 2 - 1] + x[x.length / 2]) / 2;
  }

  /** The textbook formula over a list of pairs. */
  @Property(tries = 200)
  void usesPairsOfPresentNeighboursWithinASession(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 6) int sessions,
      @ForAll @DoubleRange(min = 0, max = 0.4) double missing) {
    Random random = new Random(seed);
    int[] offsets = new int[sessions + 1];
    for (int s = 0; s < sessions; s++) {
      offsets[s + 1] = offsets[s] + random.nextInt(40);
    }
    double[] closes = new double[offsets[sessions]];
    double price = 100;
    for (int t = 0; t < closes.length; t++) {
      price *= Math.exp(0.01 * random.nextGaussian());
      closes[t] = random.nextDouble() < missing ? Double.NaN : price;
    }
    int n = 0;
    double sx = 0;
    double sy = 0;
    double sxx = 0;
    double sxy = 0;
    for (int s = 0; s < sessions; s++) {
      double previous = Double.NaN;
      for (int t = offsets[s]; t < offsets[s + 1]; t++) {
        double x = previous;
        double y = Math.log(closes[t] / 100);
        if (!Double.isNaN(x) && !Double.isNaN(y)) {
          n++;
          sx += x;
          sy += y;
          sxx += x * x;
          sxy += x * y;
        }
        previous = y;
      }
    }
    HalfLife found = HalfLife.ofCloses(closes, offsets);
    assertThat(found.pairs()).isEqualTo(n);
    if (n >= 3) {
      double phi = (n * sxy - sx * sy) / (n * sxx - sx * sx);
      assertThat(found.phi()).isCloseTo(phi, within(1e-6 * (1 + Math.abs(phi))));
      assertThat(found.phiCorrected()).isCloseTo(phi + (1 + 3 * phi) / n, within(1e-5));
    } else {
      assertThat(found.phi()).isNaN();
    }
  }

  @Test
  void statusSaysWhyThereIsNoHalfLife() {
    assertThat(of(1, 2, 4, 8, 16).status()).isEqualTo(HalfLife.Status.NON_REVERTING);
    assertThat(of(1, -1, 1, -1, 1).status()).isEqualTo(HalfLife.Status.OSCILLATING);
    assertThat(of(8, 4, 2, 1, 0.5).status()).isEqualTo(HalfLife.Status.OK);
    assertThat(of(8, 4, 2, 1, 0.5).bars()).isCloseTo(1.0, within(1e-12));
  }

  @Test
  void aConstantOrTooShortSeriesHasNoCoefficient() {
    for (HalfLife each : new HalfLife[] {of(3, 3, 3, 3, 3), of(1, 2, 3), of()}) {
      assertThat(each.phi()).isNaN();
      assertThat(each.bars()).isNaN();
      assertThat(each.status()).isEqualTo(HalfLife.Status.NON_REVERTING);
    }
  }

  @Test
  void joinedSeriesHasNoJumpBetweenSessionsAndNoGap() {
    double gap = Double.NaN;
    double[] y = {gap, gap, 1, 2, gap, 4, 10, 9, gap, gap, 20, gap, 22, 25};
    int[] offsets = {0, 2, 6, 9, 10, 14};
    assertThat(JoinedSeries.of(y, offsets)).containsExactly(1, 2, 4, 3, 5, 8);
    assertThat(JoinedSeries.of(new double[0], new int[] {0})).isEmpty();
  }

  private static HalfLife of(double... y) {
    return HalfLife.of(y, new int[] {0, y.length});
  }
}
