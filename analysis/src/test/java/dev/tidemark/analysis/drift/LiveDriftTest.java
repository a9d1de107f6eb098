package dev.tidemark.analysis.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.analysis.result.DriftFlag;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class LiveDriftTest {
  private final Random random = new Random(7);
  private final double[] signals = normal(2000, 0, 1);
  private final double[] net = normal(80, 0.001, 0.002);

  @Test
  void moreOfTheSameIsNoDrift() {
    LiveDrift drift = LiveDrift.of(signals, normal(1000, 0, 1), net, normal(20, 0.001, 0.002));
    assertThat(drift.flag()).isEqualTo(DriftFlag.NONE);
    assertThat(drift.alarm()).isEqualTo(-1);
    assertThat(drift.ks()).isBetween(0.0, 0.1);
  }

  @Test
  void anotherDistributionOfTheSignalIsSeen() {
    assertThat(LiveDrift.of(signals, normal(1000, 0.4, 1), net, new double[0]).flag())
        .isEqualTo(DriftFlag.WARN);
    assertThat(LiveDrift.of(signals, normal(1000, 1, 1), net, new double[0]).flag())
        .isEqualTo(DriftFlag.DRIFT);
  }

  @Test
  void aFallOfTheReturnsIsDriftEvenWithFewSignals() {
    double[] falling = normal(40, -0.003, 0.002);
    LiveDrift drift = LiveDrift.of(signals, normal(50, 0, 1), net, falling);
    assertThat(drift.flag()).isEqualTo(DriftFlag.DRIFT);
    assertThat(drift.alarm()).isBetween(1, 15);
    assertThat(drift.cusum()).isGreaterThan(5);
    double[] until = java.util.Arrays.copyOf(falling, drift.alarm());
    assertThat(LiveDrift.of(signals, normal(50, 0, 1), net, until).flag())
        .isEqualTo(DriftFlag.UNKNOWN);
  }

  @Test
  void tooLittleIsUnknownNotFine() {
    assertThat(LiveDrift.of(signals, normal(199, 0, 1), net, net).flag())
        .isEqualTo(DriftFlag.UNKNOWN);
    LiveDrift constant = LiveDrift.of(new double[0], new double[0], new double[8], new double[3]);
    assertThat(constant.flag()).isEqualTo(DriftFlag.UNKNOWN);
    assertThat(constant.cusum()).isNaN();
  }

  private double[] normal(int n, double mean, double sd) {
    return DoubleStream.generate(() -> mean + sd * random.nextGaussian()).limit(n).toArray();
  }
}
