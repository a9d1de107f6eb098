package dev.tidemark.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Single folds, their parameters and hand-computed values. */
class FoldsTest {
  @Test
  void rsi_of_wilders_worksheet() {
    double[] closes = {
      44.34, 44.09, 44.15, 43.61, 44.33, 44.83, 45.10, 45.42, 45.84, 46.08, 45.89, 46.03, 45.61,
      46.28, 46.28, 46.00
    };
    Rsi rsi = new Rsi(14);
    double value = Double.NaN;
    for (int i = 0; i < 15; i++) {
      value = rsi.update(closes[i]);
    }
    assertThat(value).isCloseTo(70.46, within(0.01));
    assertThat(rsi.update(closes[15])).isCloseTo(66.25, within(0.01));
  }

  @Test
  void rsi_is_100_without_losses_and_0_without_gains() {
    Rsi up = new Rsi(3);
    Rsi down = new Rsi(3);
    double last = 0;
    double lowest = 0;
    for (int i = 0; i < 10; i++) {
      last = up.update(100 + i);
      lowest = down.update(100 - i);
    }
    assertThat(last).isEqualTo(100.0);
    assertThat(lowest).isEqualTo(0.0);
  }

  @Test
  void sma_of_any_period() {
    Sma sma = new Sma(3);
    assertThat(sma.update(1)).isNaN();
    assertThat(sma.update(2)).isNaN();
    assertThat(sma.update(6)).isEqualTo(3.0);
    assertThat(sma.update(7)).isEqualTo(5.0);
    assertThat(new Sma(1).update(9)).isEqualTo(9.0);
  }

  @Test
  void ema_starts_at_the_mean_and_moves_by_alpha() {
    Ema ema = new Ema(3);
    ema.update(1);
    ema.update(2);
    assertThat(ema.update(6)).isEqualTo(3.0);
    assertThat(ema.update(7)).isEqualTo(5.0);
  }

  @Test
  void ewm_12_has_weight_15_percent_and_a_seed_of_twelve() {
    Ema ewm = Ema.ewm12();
    double value = Double.NaN;
    for (int i = 0; i < 12; i++) {
      assertThat(value).isNaN();
      value = ewm.update(10.0);
    }
    assertThat(value).isEqualTo(10.0);
    assertThat(ewm.update(20.0)).isEqualTo(10.0 + 0.15 * (20.0 - 10.0));
  }

  @Test
  void a_gap_limit_of_its_own() {
    Sma strict = new Sma(3, 0);
    for (int i = 0; i < 5; i++) {
      strict.update(1);
    }
    strict.missing(1);
    assertThat(strict.update(1)).isNaN();
  }

  @Test
  void true_range_reaches_to_the_previous_close() {
    assertThat(TrueRange.of(11, 10, 10.5)).isEqualTo(1.0);
    assertThat(TrueRange.of(15, 14, 10)).isEqualTo(5.0);
    assertThat(TrueRange.of(6, 5, 10)).isEqualTo(5.0);
  }

  @Test
  void adx_of_a_steady_rise_points_up_only() {
    Adx adx = new Adx(14);
    for (int i = 0; i < 40; i++) {
      adx.update(101 + i, 100 + i, 100.5 + i);
    }
    assertThat(adx.minusDi()).isZero();
    assertThat(adx.plusDi()).isEqualTo(100.0 * (1 / 1.5));
    assertThat(adx.adx()).isEqualTo(100.0);
  }

  @Test
  void the_range_inside_adx_is_the_atr() {
    Adx adx = new Adx(14);
    Atr atr = new Atr(14);
    TestBars bars = TestBars.random(11, 200);
    for (int i = 0; i < 200; i++) {
      if (bars.valid(i)) {
        double h = bars.columns().high()[i];
        double l = bars.columns().low()[i];
        double c = bars.columns().close()[i];
        adx.update(h, l, c);
        assertThat(Bits.of(atr.update(h, l, c))).isEqualTo(Bits.of(adx.averageTrueRange()));
      }
    }
  }

  @Test
  void stochastic_extremes() {
    Stochastic stochastic = new Stochastic(3, 2);
    stochastic.update(12, 10, 11);
    stochastic.update(14, 11, 12);
    stochastic.update(13, 11, 13);
    assertThat(stochastic.k()).isEqualTo(75.0);
    assertThat(stochastic.d()).isNaN();
    stochastic.update(15, 11, 11);
    assertThat(stochastic.k()).isEqualTo(0.0);
    assertThat(stochastic.d()).isEqualTo(37.5);
  }

  @Test
  void obv_ignores_volumes_that_are_no_volumes() {
    Obv obv = new Obv();
    assertThat(obv.update(10, 500)).isZero();
    assertThat(obv.update(11, 5)).isEqualTo(5);
    assertThat(obv.update(12, Double.NaN)).isEqualTo(5);
    assertThat(obv.update(13, -4)).isEqualTo(5);
    assertThat(obv.update(14, Double.POSITIVE_INFINITY)).isEqualTo(5);
    assertThat(obv.update(14, 100)).isEqualTo(5);
    assertThat(obv.update(13, 2)).isEqualTo(3);
  }

  @Test
  void percent_b_and_bandwidth() {
    Bollinger bands = new Bollinger(2, 2);
    bands.update(8);
    bands.update(12);
    assertThat(bands.mid()).isEqualTo(10);
    assertThat(bands.sd()).isEqualTo(2);
    assertThat(bands.upper()).isEqualTo(14);
    assertThat(bands.lower()).isEqualTo(6);
    assertThat(bands.percentB()).isEqualTo(0.75);
    assertThat(bands.bandwidth()).isEqualTo(0.8);
    assertThat(bands.zScore()).isEqualTo(1.0);
  }

  @Test
  void the_sample_deviation_is_a_parameter() {
    Bollinger bands = new Bollinger(2, 2, 1, 2);
    bands.update(8);
    bands.update(12);
    assertThat(bands.sd()).isEqualTo(Math.sqrt(8));
  }

  @Test
  void state_of_a_single_fold_travels_as_bytes() {
    Sma sma = new Sma(4);
    Ema ema = new Ema(4);
    for (int i = 0; i < 3; i++) {
      sma.update(i);
      ema.update(i);
    }
    Sma restoredSma = new Sma(4);
    restoredSma.read(written(sma));
    Ema restoredEma = new Ema(4);
    restoredEma.read(written(ema));
    assertThat(restoredSma.update(5)).isEqualTo(sma.update(5)).isEqualTo(2.0);
    assertThat(restoredEma.update(5)).isEqualTo(ema.update(5)).isEqualTo(2.0);
  }

  private static ByteBuffer written(Fold fold) {
    ByteBuffer out = ByteBuffer.allocate(fold.stateBytes());
    fold.write(out);
    assertThat(out.remaining()).isZero();
    return out.flip();
  }

  @Test
  void impossible_parameters_are_refused() {
    assertThatThrownBy(() -> new Sma(0)).hasMessageContaining("window");
    assertThatThrownBy(() -> new Ema(0)).hasMessageContaining("period");
    assertThatThrownBy(() -> new Bollinger(1, 2, 1, 1)).hasMessageContaining("window");
    assertThatThrownBy(() -> new Sma(3).read(ByteBuffer.wrap(new byte[] {0, 0, 0, 0, 0, 0, 0, 9})))
        .hasMessageContaining("capacity=3");
  }

  @Test
  void a_bar_is_valid_iff_finite_positive_and_enclosed() {
    assertThat(ValidBar.test(2, 3, 1, 2)).isTrue();
    assertThat(ValidBar.test(2, 2, 2, 2)).isTrue();
    assertThat(ValidBar.test(2, 3, 0, 2)).isFalse();
    assertThat(ValidBar.test(Double.NaN, 3, 1, 2)).isFalse();
    assertThat(ValidBar.test(2, Double.NaN, 1, 2)).isFalse();
    assertThat(ValidBar.test(2, 3, Double.NaN, 2)).isFalse();
    assertThat(ValidBar.test(2, 3, 1, Double.NaN)).isFalse();
    assertThat(ValidBar.test(2, Double.POSITIVE_INFINITY, 1, 2)).isFalse();
    assertThat(ValidBar.test(2, 1.5, 1, 1.2)).isFalse();
    assertThat(ValidBar.test(2, 3, 1, 3.5)).isFalse();
    assertThat(ValidBar.test(2, 3, 2.5, 2.7)).isFalse();
    assertThat(ValidBar.test(-2, 3, -3, 1)).isFalse();
  }
}
