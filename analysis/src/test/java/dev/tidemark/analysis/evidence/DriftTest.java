package dev.tidemark.analysis.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.analysis.result.DriftFlag;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DriftTest {
  private final SplittableRandom random = new SplittableRandom(4);
  private final double[] signal = uniform(1_000, 0, 1);
  private final double[] net = uniform(60, -1, 1);

  @Test
  void moreOfTheSameIsNoDrift() {
    assertThat(flag(uniform(300, 0, 1), uniform(20, -1, 1))).isEqualTo(DriftFlag.NONE);
  }

  @Test
  void anotherDistributionOfTheSignalIsDriftOrAWarning() {
    assertThat(flag(uniform(300, 0.3, 1.3), uniform(20, -1, 1))).isEqualTo(DriftFlag.DRIFT);
    assertThat(flag(uniform(3_000, 0, 0.92), uniform(20, -1, 1))).isEqualTo(DriftFlag.WARN);
  }

  @Test
  void aFallOfTheMeanIsDriftEvenWithFewSignals() {
    assertThat(flag(uniform(10, 0, 1), uniform(20, -2, 0))).isEqualTo(DriftFlag.DRIFT);
  }

  @Test
  void tooFewSignalsOrNoVariationIsUnknown() {
    assertThat(flag(uniform(199, 0, 1), uniform(20, -1, 1))).isEqualTo(DriftFlag.UNKNOWN);
    assertThat(Drift.flag(signal, uniform(300, 0, 1), new double[60], new double[20]))
        .isEqualTo(DriftFlag.UNKNOWN);
  }

  private DriftFlag flag(double[] liveSignal, double[] liveNet) {
    return Drift.flag(signal, liveSignal, net, liveNet);
  }

  private double[] uniform(int n, double from, double to) {
    return IntStream.range(0, n).mapToDouble(i -> random.nextDouble(from, to)).toArray();
  }
}
