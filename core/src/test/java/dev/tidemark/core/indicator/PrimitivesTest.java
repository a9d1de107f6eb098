package dev.tidemark.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PrimitivesTest {
  @Test
  void hand_computed_window() {
    double[] x = {99, 1, 2, 3, 6, 99};
    assertThat(Primitives.mean(x, 1, 4)).isEqualTo(3.0);
    assertThat(Primitives.variance(x, 1, 4, 3.0, 0)).isEqualTo(3.5);
    assertThat(Primitives.variance(x, 1, 4, 3.0, 1)).isEqualTo(14.0 / 3);
    assertThat(Primitives.mean(x, 3, 1)).isEqualTo(3.0);
  }

  @Property(tries = 200)
  void a_constant_window_has_that_mean_and_no_variance(
      @ForAll @DoubleRange(min = -1e15, max = 1e15) double value,
      @ForAll @IntRange(min = 1, max = 500) int n) {
    double[] x = new double[n];
    Arrays.fill(x, value);
    double mean = Primitives.mean(x, 0, n);
    assertThat(mean).isEqualTo(value);
    assertThat(Primitives.variance(x, 0, n, mean, 0)).isZero();
  }

  @Property(tries = 200)
  void the_mean_is_close_to_the_exact_one(@ForAll @Size(20) double[] raw) {
    double[] x = Arrays.stream(raw).map(v -> 1e15 + v % 1000).toArray();
    BigDecimal sum = BigDecimal.ZERO;
    for (double v : x) {
      sum = sum.add(new BigDecimal(v));
    }
    double exact = sum.divide(new BigDecimal(20), MathContext.DECIMAL128).doubleValue();
    assertThat(Math.abs(Primitives.mean(x, 0, 20) - exact)).isLessThanOrEqualTo(Math.ulp(exact));
  }

  @Test
  void the_seeded_mean_makes_the_same_operations() {
    double[] x = {0.1, 0.7, 1e9, -3.3, 0.1 + 0.2};
    SeededMean seed = new SeededMean(5);
    for (int i = 0; i < 4; i++) {
      assertThat(seed.add(x[i])).isFalse();
    }
    assertThat(seed.add(x[4])).isTrue();
    assertThat(seed.mean()).isEqualTo(Primitives.mean(x, 0, 5));
  }

  @Property(tries = 100)
  void a_rolling_window_holds_the_last_values_across_its_slides(
      @ForAll @IntRange(min = 1, max = 30) int n,
      @ForAll @IntRange(min = 1, max = 900) int pushes) {
    RollingWindow window = new RollingWindow(n);
    RollingExtreme extreme = new RollingExtreme(n);
    double[] all = new double[pushes];
    for (int i = 0; i < pushes; i++) {
      all[i] = (i * 7919L) % 101;
      window.push(all[i]);
      extreme.push(all[i]);
    }
    double[] expected = Arrays.copyOfRange(all, Math.max(0, pushes - n), pushes);
    assertThat(window.size()).isEqualTo(expected.length);
    assertThat(window.full()).isEqualTo(pushes >= n);
    assertThat(window).hasToString(Arrays.toString(expected));
    assertThat(extreme.max()).isEqualTo(Arrays.stream(expected).max().orElseThrow());
    assertThat(window.max()).isEqualTo(extreme.max());
  }
}
