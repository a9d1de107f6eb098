package dev.tidemark.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Plausible wrong implementations, and checks that tell them from the right one. A check that
 * accepts its mutant would prove nothing about the production code.
 */
class MutantsTest {
  interface Average {
    double update(double x);
  }

  /** The usual shortcut: a sum that values enter and leave. */
  private static final class RunningSumSma implements Average {
    private final double[] ring = new double[20];
    private int seen;
    private double sum;

    @Override
    public double update(double x) {
      sum += x - ring[seen % 20];
      ring[seen % 20] = x;
      return ++seen < 20 ? Double.NaN : sum / 20;
    }
  }

  @Test
  void a_running_sum_does_not_return_to_a_constant() {
    assertThat(isExactOnConstantsAfterNoise(() -> new Sma(20)::update)).isTrue();
    assertThat(isExactOnConstantsAfterNoise(RunningSumSma::new)).isFalse();
  }

  private static boolean isExactOnConstantsAfterNoise(Supplier<Average> sma) {
    Average fold = sma.get();
    for (int i = 0; i < 500; i++) {
      fold.update(1e9 / (i + 3));
    }
    double value = Double.NaN;
    for (int i = 0; i < 20; i++) {
      value = fold.update(0.1);
    }
    return value == 0.1;
  }

  @Test
  void a_running_sum_depends_on_what_left_the_window() {
    assertThat(dependsOnWindowOnly(() -> new Sma(20)::update)).isTrue();
    assertThat(dependsOnWindowOnly(RunningSumSma::new)).isFalse();
  }

  private static boolean dependsOnWindowOnly(Supplier<Average> sma) {
    Average longRun = sma.get();
    Average restarted = sma.get();
    for (int i = 0; i < 300; i++) {
      longRun.update(1e7 + i / 7.0);
    }
    boolean same = true;
    for (int i = 0; i < 60; i++) {
      double a = longRun.update(100 + i / 3.0);
      double b = restarted.update(100 + i / 3.0);
      same &= i < 19 || a == b;
    }
    return same;
  }

  @Test
  void bands_of_the_sample_deviation_are_wider_than_bollingers() {
    assertThat(touchesTheBandAtItsZScore(0)).isTrue();
    assertThat(touchesTheBandAtItsZScore(1)).isFalse();
  }

  /** Nineteen closes of 100 and one of 120: population mean 101, sd sqrt(19), z sqrt(19). */
  private static boolean touchesTheBandAtItsZScore(int ddof) {
    Bollinger bands = new Bollinger(20, Math.sqrt(19), ddof, 20);
    for (int i = 0; i < 19; i++) {
      bands.update(100.0);
    }
    bands.update(120.0);
    return bands.sd() == Math.sqrt(19) && bands.zScore() == 19 / Math.sqrt(19);
  }

  @Test
  void a_window_that_includes_the_next_bar_sees_a_jump_too_early() {
    double[] closes = new double[60];
    Arrays.fill(closes, 100.0);
    closes[40] = 1000.0;
    double[] sma = TestBars.ofCloses(closes).run(Indicator.SMA_20);

    assertThat(firstIndexAbove(sma, 100.0)).isEqualTo(40);
    double[] shifted = Arrays.copyOfRange(sma, 1, sma.length);
    assertThat(firstIndexAbove(shifted, 100.0)).isEqualTo(39);
  }

  private static int firstIndexAbove(double[] x, double level) {
    int i = 0;
    while (!(x[i] > level)) {
      i++;
    }
    return i;
  }
}
