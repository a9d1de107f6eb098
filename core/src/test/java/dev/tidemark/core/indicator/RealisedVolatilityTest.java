package dev.tidemark.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RealisedVolatilityTest {
  private static final double XNYS = 98_280.0;

  /** The definition, from the whole session's closes; NaN is a missing minute. */
  private static double naive(double[] close, int i) {
    double q = 0.0;
    int m = 0;
    int p = -1;
    for (int j = Math.max(0, i - 60); j <= i; j++) {
      if (Double.isNaN(close[j])) {
        continue;
      }
      if (p >= 0) {
        double r = StrictMath.log(close[j] / close[p]);
        q = q + r * r;
        m += j - p;
      }
      p = j;
    }
    return Double.isNaN(close[i]) || m < 45 ? Double.NaN : Math.sqrt(q / m * XNYS);
  }

  private static double[] run(RealisedVolatility fold, double[] close) {
    double[] out = new double[close.length];
    for (int i = 0; i < close.length; i++) {
      out[i] = Double.NaN;
      if (Double.isNaN(close[i])) {
        fold.missing(1);
      } else {
        out[i] = fold.update(close[i]);
      }
    }
    return out;
  }

  private static double[] closes(long seed, int n) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] close = new double[n];
    double price = 100;
    int empty = 0;
    for (int i = 0; i < n; i++) {
      price *= 1 + random.nextDouble(-0.001, 0.001);
      if (empty == 0 && random.nextInt(12) == 0) {
        empty = random.nextInt(random.nextInt(10) == 0 ? 80 : 5);
      }
      close[i] = empty > 0 ? Double.NaN : price;
      empty = Math.max(0, empty - 1);
    }
    return close;
  }

  @Property(tries = 60)
  void equals_its_definition_with_any_gaps(@ForAll long seed) {
    double[] close = closes(seed, 390);
    double[] expected = new double[close.length];
    Arrays.setAll(expected, i -> naive(close, i));
    RealisedVolatility fold = new RealisedVolatility(XNYS);
    assertThat(Bits.of(run(fold, close))).isEqualTo(Bits.of(expected));
    fold.session();
    assertThat(Bits.of(run(fold, close))).as("next session").isEqualTo(Bits.of(expected));
  }

  @Test
  void there_is_no_overnight_return() {
    double[] flat = new double[60];
    Arrays.fill(flat, 100.0);
    RealisedVolatility fold = new RealisedVolatility(XNYS);
    run(fold, flat);
    fold.session();
    Arrays.fill(flat, 50.0);
    assertThat(run(fold, flat)[59]).isZero();
  }

  @Test
  void forty_five_covered_minutes_are_enough_and_forty_four_are_not() {
    RealisedVolatility fold = new RealisedVolatility(XNYS);
    fold.update(100);
    fold.missing(43);
    assertThat(fold.update(101)).isNaN();
    assertThat(fold.update(101)).isEqualTo(Math.sqrt(square(101.0 / 100) / 45 * XNYS));
  }

  @Test
  void a_return_that_begins_before_the_window_is_left_out() {
    RealisedVolatility fold = new RealisedVolatility(XNYS);
    fold.update(100);
    fold.update(200);
    fold.missing(14);
    fold.update(200);
    fold.missing(43);
    assertThat(fold.update(201)).isNotNaN();
    // Minute 61: the window is [1, 61], so the jump from minute 0 to 1 is gone.
    assertThat(fold.update(201)).isEqualTo(Math.sqrt(square(201.0 / 200) / 60 * XNYS));
  }

  private static double square(double ratio) {
    return StrictMath.log(ratio) * StrictMath.log(ratio);
  }

  @Test
  void a_silence_longer_than_the_window_gives_no_value() {
    RealisedVolatility fold = new RealisedVolatility(XNYS);
    fold.update(100);
    fold.missing(60);
    assertThat(fold.update(110)).isNaN();
  }

  @Property(tries = 30)
  void restored_state_continues(@ForAll long seed) {
    double[] close = closes(seed, 200);
    RealisedVolatility whole = new RealisedVolatility(XNYS);
    run(whole, Arrays.copyOf(close, 100));
    ByteBuffer state = ByteBuffer.allocate(whole.stateBytes());
    whole.write(state);
    RealisedVolatility restored = new RealisedVolatility(XNYS);
    restored.read(state.flip());
    double[] rest = Arrays.copyOfRange(close, 100, 200);
    assertThat(Bits.of(run(restored, rest))).isEqualTo(Bits.of(run(whole, rest)));
  }
}
