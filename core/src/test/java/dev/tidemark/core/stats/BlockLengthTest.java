package dev.tidemark.core.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BlockLengthTest {

  @Property(tries = 100)
  void theLagIsTheFirstThatFiveNegligibleOnesFollow(
      @ForAll @IntRange(min = 2, max = 300) int n,
      @ForAll @DoubleRange(min = -0.9, max = 0.95) double phi,
      @ForAll @IntRange(min = 0, max = 10_000) int run) {
    double[] x = Noise.autoregression(phi, Noise.normals(1, run, n));
    BlockLength length = BlockLength.of(x);
    int maxLag = Math.min((int) Math.ceil(Math.sqrt(n)) + 5, n - 1);
    assertThat(length.lag()).isEqualTo(lag(correlations(x, maxLag), n));
    assertThat(length.bandwidth()).isEqualTo(Math.min(2 * length.lag(), maxLag));
    double longest = Math.ceil(Math.min(3 * Math.sqrt(n), n / 3.0));
    for (BlockMethod method : BlockMethod.values()) {
      assertThat(length.of(method)).isBetween(1.0, Math.max(1.0, longest));
    }
    assertThat(length.of(BlockMethod.CIRCULAR))
        .isEqualTo(Math.rint(length.of(BlockMethod.CIRCULAR)));
  }

  private static int lag(double[] rho, int n) {
    double critical = 2 * Math.sqrt(StrictMath.log10(n) / n);
    int maxLag = rho.length - 1;
    for (int m = 1; m <= maxLag - 5; m++) {
      boolean negligible = true;
      for (int k = m + 1; k <= m + 5; k++) {
        negligible &= Math.abs(rho[k]) < critical;
      }
      if (negligible) {
        return m;
      }
    }
    for (int k = maxLag; k >= 1; k--) {
      if (Math.abs(rho[k]) >= critical) {
        return k;
      }
    }
    return 1;
  }

  private static double[] correlations(double[] x, int maxLag) {
    double first = x[0];
    double mean =
        first + Arrays.stream(x).skip(1).map(v -> v - first).reduce(0.0, Double::sum) / x.length;
    double[] g = new double[maxLag + 1];
    for (int k = 0; k <= maxLag; k++) {
      double sum = 0.0;
      for (int i = 0; i + k < x.length; i++) {
        sum += (x[i] - mean) * (x[i + k] - mean);
      }
      g[k] = sum / x.length;
    }
    return Arrays.stream(g).map(each -> each / g[0]).toArray();
  }

  /** {@code (2r/(1-r^2))^(2/3) n^(1/3)} is 16.3 for r = 0.3, n = 10,000 (spec §7.1). */
  @Test
  void anAutoregressionGetsTheLengthOfTheory() {
    double[] lengths = new double[9];
    for (int run = 0; run < lengths.length; run++) {
      lengths[run] =
          BlockLength.of(Noise.autoregression(0.3, Noise.normals(1, run, 10_000))).stationary();
    }
    Arrays.sort(lengths);
    assertThat(lengths[4]).isBetween(11.0, 21.0);
  }

  @Test
  void aSeriesWithoutVarianceHasBlocksOfOne() {
    BlockLength length = BlockLength.of(new double[] {2, 2, 2, 2});
    assertThat(length).isEqualTo(new BlockLength(BlockLength.NONE, BlockLength.NONE, 1.0, 1.0));
    assertThat(BlockLength.of(new double[] {5}).stationary()).isEqualTo(1.0);
  }
}
