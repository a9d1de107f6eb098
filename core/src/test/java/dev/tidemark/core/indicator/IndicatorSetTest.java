package dev.tidemark.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.number.Int128;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndicatorSetTest {
  private static final double NAN = Double.NaN;

  @ParameterizedTest
  @CsvSource({
    "SMA_20, 19",
    "EMA_20, 19",
    "RSI_14, 14",
    "MACD, 25",
    "MACD_SIGNAL, 33",
    "MACD_HIST, 33",
    "BB_MID, 19",
    "BB_SD, 19",
    "BB_UPPER, 19",
    "BB_LOWER, 19",
    "BB_PCTB, 19",
    "BB_WIDTH, 19",
    "ZSCORE_20, 19",
    "ATR_14, 14",
    "PLUS_DI_14, 14",
    "MINUS_DI_14, 14",
    "ADX_14, 27",
    "STOCH_K, 13",
    "STOCH_D, 15",
    "OBV, 0",
    "VOLATILITY_1H, 45"
  })
  void the_first_value_stands_at_its_index(Indicator indicator, int first) {
    double[] closes = new double[60];
    Arrays.setAll(closes, i -> 100.0 + i % 7);

    double[] column = TestBars.ofCloses(closes).run(indicator);

    assertThat(firstValue(column)).isEqualTo(first);
    for (int i = first; i < column.length; i++) {
      assertThat(column[i]).isNotNaN();
    }
  }

  private static int firstValue(double[] column) {
    int i = 0;
    while (Double.isNaN(column[i])) {
      i++;
    }
    return i;
  }

  @ParameterizedTest
  @CsvSource({
    "SMA_20, 20",
    "EMA_20, 20",
    "RSI_14, 14",
    "MACD, 26",
    "BB_SD, 20",
    "ATR_14, 14",
    "ADX_14, 14",
    "STOCH_K, 14"
  })
  void a_gap_of_n_bars_is_survived_and_one_more_restarts_warm_up(Indicator indicator, int n) {
    assertThat(valueAfterGap(indicator, n)).isNotNaN();
    assertThat(valueAfterGap(indicator, n + 1)).isNaN();
  }

  private static double valueAfterGap(Indicator indicator, int gap) {
    IndicatorSet set = new IndicatorSet(List.of(indicator), NAN);
    double[] out = new double[1];
    for (int i = 0; i < 50; i++) {
      price(set, 100 + i % 5, out);
    }
    set.missing(gap - 1);
    set.missing(1);
    price(set, 103, out);
    return out[0];
  }

  private static void price(IndicatorSet set, double p, double[] out) {
    set.bar(0, p, p, p, p, 1, null, null, out);
  }

  @Test
  void on_balance_volume_survives_every_gap() {
    IndicatorSet set = new IndicatorSet(List.of(Indicator.OBV), NAN);
    double[] out = new double[1];
    price(set, 100, out);
    price(set, 101, out);
    set.missing(1_000_000);
    set.missing(Integer.MAX_VALUE);
    price(set, 102, out);
    assertThat(out[0]).isEqualTo(2.0);
  }

  @Test
  void a_constant_series_is_exact_whatever_the_price() {
    double price = 0.1 + 0.2;
    double[] closes = new double[90];
    Arrays.fill(closes, price);
    double[][] out = TestBars.ofCloses(closes).run();

    assertThat(last(out, Indicator.SMA_20)).isEqualTo(price);
    assertThat(last(out, Indicator.EMA_20)).isEqualTo(price);
    assertThat(last(out, Indicator.BB_UPPER)).isEqualTo(price);
    assertThat(last(out, Indicator.BB_LOWER)).isEqualTo(price);
    assertThat(last(out, Indicator.BB_SD)).isZero();
    assertThat(last(out, Indicator.BB_WIDTH)).isZero();
    assertThat(last(out, Indicator.BB_PCTB)).isNaN();
    assertThat(last(out, Indicator.ZSCORE_20)).isNaN();
    assertThat(last(out, Indicator.RSI_14)).isEqualTo(50.0);
    assertThat(last(out, Indicator.MACD)).isZero();
    assertThat(last(out, Indicator.MACD_HIST)).isZero();
    assertThat(last(out, Indicator.ATR_14)).isZero();
    assertThat(last(out, Indicator.PLUS_DI_14)).isZero();
    assertThat(last(out, Indicator.ADX_14)).isZero();
    assertThat(last(out, Indicator.STOCH_K)).isEqualTo(50.0);
    assertThat(last(out, Indicator.STOCH_D)).isEqualTo(50.0);
    assertThat(last(out, Indicator.VOLATILITY_1H)).isZero();
  }

  private static double last(double[][] out, Indicator indicator) {
    double[] column = out[indicator.ordinal()];
    return column[column.length - 1];
  }

  @Test
  void an_invalid_bar_is_null_and_leaves_the_state_alone() {
    double[] closes = new double[40];
    Arrays.setAll(closes, i -> 50.0 + i % 3);
    TestBars clean = TestBars.ofCloses(closes);
    IndicatorSet set = new IndicatorSet(Indicator.all(), NAN);
    double[] out = new double[23];
    for (int i = 0; i < 40; i++) {
      set.bar(0, NAN, 1, 1, 1, 1, null, null, out);
      assertThat(out).containsOnly(NAN);
      price(set, closes[i], out);
    }
    assertThat(out[Indicator.SMA_20.ordinal()]).isEqualTo(last(clean.run(), Indicator.SMA_20));
    assertThat(out[Indicator.RSI_14.ordinal()]).isEqualTo(last(clean.run(), Indicator.RSI_14));
  }

  @Test
  void the_session_vwap_keeps_its_value_over_an_empty_bar_and_restarts_with_a_session() {
    IndicatorSet set = new IndicatorSet(List.of(Indicator.SESSION_VWAP, Indicator.VWAP_DEV), NAN);
    double[] out = new double[2];
    traded(set, 7, "100", "2", out);
    traded(set, 7, "103", "1", out);
    assertThat(out).containsExactly(101.0, (103.0 - 101.0) / 101.0);

    set.bar(7, NAN, NAN, NAN, NAN, NAN, null, null, out);
    assertThat(out).containsExactly(101.0, NAN);

    set.bar(8, NAN, NAN, NAN, NAN, NAN, null, null, out);
    assertThat(out).containsExactly(NAN, NAN);
    traded(set, 8, "50", "1", out);
    assertThat(out).containsExactly(50.0, 0.0);
  }

  private static void traded(
      IndicatorSet set, int session, String price, String size, double[] out) {
    BigDecimal p = new BigDecimal(price);
    BigDecimal v = new BigDecimal(size);
    double c = p.doubleValue();
    set.bar(
        session, c, c, c, c, v.doubleValue(), Int128.of(v, 8), Int128.of(p.multiply(v), 16), out);
  }

  @Test
  void volatility_is_null_where_bars_are_not_minutes() {
    double[] closes = new double[90];
    Arrays.setAll(closes, i -> 50.0 + i % 3);
    double[][] out =
        IndicatorSet.columns(
            TestBars.ofCloses(closes).columns(), 90, List.of(Indicator.VOLATILITY_1H), NAN);
    assertThat(out[0]).containsOnly(NAN);
  }

  @Test
  void columns_come_in_the_order_of_the_list_whatever_was_asked() {
    IndicatorSet set =
        new IndicatorSet(List.of(Indicator.OBV, Indicator.SMA_20, Indicator.OBV), NAN);
    assertThat(set.columns()).containsExactly(Indicator.SMA_20, Indicator.OBV);
    assertThat(IndicatorSet.restore(set.state()).columns()).isEqualTo(set.columns());
  }

  @Test
  void prices_near_the_end_of_the_range_give_null_and_never_infinity() {
    double[] closes = new double[60];
    Arrays.setAll(closes, i -> i % 2 == 0 ? 1e300 : 1e-300);
    for (double[] column : TestBars.ofCloses(closes).run()) {
      for (double v : column) {
        assertThat(Double.isInfinite(v)).isFalse();
      }
    }
  }

  @Test
  void the_state_has_one_size_per_selection() {
    IndicatorSet empty = new IndicatorSet(Indicator.all(), 1.0);
    IndicatorSet used = empty.copy();
    used.run(TestBars.random(3, 200).columns(), 0, 200, new double[23][200]);
    assertThat(used.state()).hasSameSizeAs(empty.state()).isNotEqualTo(empty.state());
  }

  @Test
  void a_set_of_other_columns_is_not_copied_over() {
    IndicatorSet sma = new IndicatorSet(List.of(Indicator.SMA_20), NAN);
    IndicatorSet ema = new IndicatorSet(List.of(Indicator.EMA_20), NAN);
    assertThatThrownBy(() -> sma.copyFrom(ema)).hasMessageContaining("other columns");
  }

  @Test
  void damaged_state_is_refused() {
    byte[] state = new IndicatorSet(Indicator.all(), 1.0).state();
    byte[] wrongFormat = state.clone();
    wrongFormat[0] ^= 1;
    assertCorrupt(Arrays.copyOf(state, state.length - 1));
    assertCorrupt(Arrays.copyOf(state, state.length + 1));
    assertCorrupt(wrongFormat);
    assertCorrupt(new byte[0]);
  }

  private static void assertCorrupt(byte[] state) {
    assertThatThrownBy(() -> IndicatorSet.restore(state))
        .isInstanceOfSatisfying(
            TidemarkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT));
  }

  @Test
  void names_are_those_of_the_tables() {
    assertThat(Indicator.all()).hasSize(23);
    assertThat(Indicator.ofColumn("plus_di_14")).isEqualTo(Indicator.PLUS_DI_14);
    assertThatThrownBy(() -> Indicator.ofColumn("sma_21")).hasMessageContaining("sma_21");
  }
}
