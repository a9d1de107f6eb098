package dev.tidemark.core.regime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarketRegimeTest {
  private static final double NULL = Double.NaN;

  private final MarketRegime regime = new MarketRegime(RegimeThresholds.STANDARD.withLookback(10));

  /** ATRs 1 to 9 and then 5: ranks follow from the value alone. */
  @BeforeEach
  void fill() {
    for (int i = 1; i <= 9; i++) {
      assertThat(regime.update(10, 20, 10, i, 1)).isEqualTo(Regime.UNKNOWN);
      assertThat(regime.volatilityRank()).isNaN();
    }
  }

  private Regime step(double adx, double plus, double minus, double atr) {
    return regime.update(adx, plus, minus, atr, 1);
  }

  @Test
  void the_rank_counts_less_and_half_of_equal() {
    step(10, 20, 10, 5);
    assertThat(regime.volatilityRank()).isEqualTo((4 + 0.5 * 2) / 10);
  }

  @Test
  void the_standard_ranks_a_hundred_values() {
    MarketRegime standard = new MarketRegime();
    for (int i = 0; i < 99; i++) {
      assertThat(standard.update(10, 2, 1, 1, 1)).isEqualTo(Regime.UNKNOWN);
    }
    assertThat(standard.update(10, 2, 1, 1, 1)).isEqualTo(Regime.RANGE);
    assertThat(standard.volatilityRank()).isEqualTo(0.5);
  }

  @Test
  void volatility_is_relative_to_the_price() {
    regime.update(10, 20, 10, 1000, 1000);
    assertThat(regime.volatilityRank()).isEqualTo((0 + 0.5 * 2) / 10);
  }

  @Test
  void volatile_is_entered_at_90_percent_and_kept_down_to_80() {
    assertThat(step(30, 20, 10, 99)).isEqualTo(Regime.VOLATILE);
    assertThat(regime.volatilityRank()).isEqualTo(0.95);
    assertThat(regime.direction()).isZero();
    // Now 2..9, 99 and 9: rank (7 + 1) / 10.
    assertThat(step(30, 20, 10, 9)).isEqualTo(Regime.VOLATILE);
    assertThat(regime.volatilityRank()).isEqualTo(0.8);
    assertThat(step(30, 20, 10, 3)).isEqualTo(Regime.TREND);
  }

  @Test
  void eighty_percent_alone_is_not_volatile() {
    assertThat(step(10, 20, 10, 8.5)).isEqualTo(Regime.RANGE);
    assertThat(regime.volatilityRank()).isEqualTo(0.85);
  }

  @Test
  void a_trend_is_entered_at_25_and_kept_down_to_20() {
    assertThat(step(24.999, 20, 10, 5)).isEqualTo(Regime.RANGE);
    assertThat(step(25, 10, 20, 5)).isEqualTo(Regime.TREND);
    assertThat(regime.direction()).isEqualTo(-1);
    assertThat(step(20, 20, 10, 5)).isEqualTo(Regime.TREND);
    assertThat(regime.direction()).isEqualTo(1);
    assertThat(step(19.999, 20, 10, 5)).isEqualTo(Regime.RANGE);
    assertThat(regime.direction()).isZero();
  }

  @Test
  void with_equal_directions_a_trend_goes_on_but_none_begins() {
    assertThat(step(30, 10, 10, 5)).isEqualTo(Regime.RANGE);
    step(30, 10, 20, 5);
    assertThat(step(30, 10, 10, 5)).isEqualTo(Regime.TREND);
    assertThat(regime.direction()).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "2", "3", "4"})
  void a_missing_input_is_unknown_and_changes_nothing(int which) {
    step(30, 10, 20, 5);
    double[] in = {22, 10, 20, 5, 1};
    in[which] = NULL;
    assertThat(regime.update(in[0], in[1], in[2], in[3], in[4])).isEqualTo(Regime.UNKNOWN);
    assertThat(regime.direction()).isZero();
    assertThat(regime.volatilityRank()).isNaN();
    assertThat(step(22, 10, 20, 5)).as("still a trend").isEqualTo(Regime.TREND);
  }

  @Property(tries = 60)
  void the_rank_equals_the_counted_one(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 120) int lookback) {
    SplittableRandom random = new SplittableRandom(seed);
    RollingRank rank = new RollingRank(lookback);
    List<Double> window = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      double x = random.nextInt(20) / 7.0;
      window.add(x);
      if (window.size() > lookback) {
        window.removeFirst();
      }
      double expected = Double.NaN;
      if (window.size() == lookback) {
        long less = window.stream().filter(v -> v < x).count();
        long equal = window.stream().filter(v -> v == x).count();
        expected = (less + 0.5 * equal) / lookback;
      }
      assertThat((Double) rank.push(x)).isEqualTo((Double) expected);
    }
  }

  @Property(tries = 40)
  void restored_and_copied_folds_continue_alike(
      @ForAll long seed, @ForAll @IntRange(max = 40) int cut) {
    RegimeThresholds thresholds = RegimeThresholds.STANDARD.withLookback(12);
    MarketRegime whole = new MarketRegime(thresholds);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < cut; i++) {
      randomStep(whole, random);
    }
    ByteBuffer state = ByteBuffer.allocate(whole.stateBytes());
    whole.write(state);
    MarketRegime restored = new MarketRegime(thresholds);
    restored.read(state.flip());
    MarketRegime copied = new MarketRegime(thresholds);
    copied.copyFrom(whole);
    for (int i = 0; i < 40; i++) {
      long next = random.nextLong();
      String expected = randomStep(whole, new SplittableRandom(next));
      assertThat(randomStep(restored, new SplittableRandom(next))).isEqualTo(expected);
      assertThat(randomStep(copied, new SplittableRandom(next))).isEqualTo(expected);
    }
  }

  private static String randomStep(MarketRegime fold, SplittableRandom random) {
    double atr = random.nextInt(8) == 0 ? NULL : random.nextInt(1, 20);
    fold.update(random.nextInt(15, 30), random.nextInt(3), random.nextInt(3), atr, 1);
    return fold.regime() + " " + fold.direction() + " " + fold.volatilityRank();
  }

  @ParameterizedTest
  @CsvSource({
    "100.06, 100, UP",
    "99.94, 100, DOWN",
    "100.04, 100, NEUTRAL",
    "99.96, 100, NEUTRAL",
    "100, NaN, UNKNOWN",
    "NaN, 100, UNKNOWN"
  })
  void the_served_tag_has_a_band_of_five_basis_points(
      double close, double sma, RegimeTag expected) {
    assertThat(RegimeTag.of(close, sma)).isEqualTo(expected);
  }

  @Test
  void names_as_stored() {
    assertThat(Regime.VOLATILE.text()).isEqualTo("volatile");
    assertThat(RegimeTag.NEUTRAL.text()).isEqualTo("neutral");
  }
}
