package dev.tidemark.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.number.Int128;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** What must hold for every series: no look-ahead, and one result however the work is cut. */
class IndicatorSetLawsTest {
  private static final int ROWS = 240;

  @Property(tries = 60)
  void bars_after_t_change_nothing_up_to_t(
      @ForAll long seed, @ForAll @IntRange(max = ROWS - 1) int t) {
    TestBars bars = TestBars.random(seed, ROWS);
    TestBars garbage = TestBars.random(~seed, ROWS);
    double[][] expected = bars.run();

    copyTail(garbage.columns(), bars.columns(), t + 1);
    double[][] actual = bars.run();

    for (int k = 0; k < expected.length; k++) {
      assertThat(Bits.of(Arrays.copyOf(actual[k], t + 1)))
          .isEqualTo(Bits.of(Arrays.copyOf(expected[k], t + 1)));
    }
  }

  private static void copyTail(BarColumns from, BarColumns to, int start) {
    int n = ROWS - start;
    System.arraycopy(from.open(), start, to.open(), start, n);
    System.arraycopy(from.high(), start, to.high(), start, n);
    System.arraycopy(from.low(), start, to.low(), start, n);
    System.arraycopy(from.close(), start, to.close(), start, n);
    System.arraycopy(from.volume(), start, to.volume(), start, n);
  }

  @Property(tries = 60)
  void a_run_restored_at_any_bar_continues_with_identical_bits(
      @ForAll long seed,
      @ForAll @IntRange(max = ROWS) int first,
      @ForAll @IntRange(max = ROWS) int second) {
    TestBars bars = TestBars.random(seed, ROWS);
    int a = Math.min(first, second);
    int b = Math.max(first, second);
    double[][] out = new double[Indicator.all().size()][ROWS];

    IndicatorSet set = new IndicatorSet(Indicator.all(), TestBars.MINUTES_PER_YEAR);
    set.run(bars.columns(), 0, a, out);
    set = IndicatorSet.restore(set.state());
    set.run(bars.columns(), a, b, out);
    set = IndicatorSet.restore(set.state());
    set.run(bars.columns(), b, ROWS, out);

    Bits.assertSame(out, bars.run());
  }

  @Property(tries = 40)
  void a_copy_is_independent_and_can_be_rewound(
      @ForAll long seed, @ForAll @IntRange(max = ROWS) int cut) {
    TestBars bars = TestBars.random(seed, ROWS);
    IndicatorSet set = new IndicatorSet(Indicator.all(), TestBars.MINUTES_PER_YEAR);
    double[][] out = new double[Indicator.all().size()][ROWS];
    set.run(bars.columns(), 0, cut, out);
    IndicatorSet checkpoint = set.copy();
    byte[] state = set.state();

    set.run(TestBars.random(seed + 1, ROWS).columns(), 0, ROWS, new double[23][ROWS]);
    assertThat(checkpoint.state()).isEqualTo(state);

    set.copyFrom(checkpoint);
    assertThat(set.state()).isEqualTo(state);
    set.run(bars.columns(), cut, ROWS, out);
    Bits.assertSame(out, bars.run());
  }

  @Property(tries = 40)
  void stream_equals_batch(@ForAll long seed) {
    TestBars bars = TestBars.random(seed, ROWS);
    BarColumns c = bars.columns();
    IndicatorSet set = new IndicatorSet(Indicator.all(), TestBars.MINUTES_PER_YEAR);
    double[][] streamed = new double[Indicator.all().size()][ROWS];
    double[] row = new double[Indicator.all().size()];
    for (int i = 0; i < ROWS; i++) {
      int gap = Objects.requireNonNull(c.missingBefore())[i];
      if (gap > 0) {
        set.missing(gap);
      }
      set.bar(
          Objects.requireNonNull(c.session())[i],
          c.open()[i],
          c.high()[i],
          c.low()[i],
          c.close()[i],
          c.volume()[i],
          exact(c.exactVolume(), i),
          exact(c.exactNotional(), i),
          row);
      for (int k = 0; k < row.length; k++) {
        streamed[k][i] = row[k];
      }
    }
    Bits.assertSame(streamed, bars.run());
  }

  private static Int128 exact(@Nullable ExactColumn column, int row) {
    ExactColumn values = Objects.requireNonNull(column);
    return new Int128(values.high()[row], values.low()[row]);
  }

  @Property(tries = 60)
  void the_selection_of_columns_does_not_change_their_bits(
      @ForAll long seed, @ForAll Set<Indicator> chosen) {
    Assume.that(!chosen.isEmpty());
    TestBars bars = TestBars.random(seed, ROWS);
    double[][] all = bars.run();
    List<Indicator> columns = List.copyOf(EnumSet.copyOf(chosen));

    double[][] some = IndicatorSet.columns(bars.columns(), ROWS, chosen, TestBars.MINUTES_PER_YEAR);

    for (int k = 0; k < columns.size(); k++) {
      assertThat(Bits.of(some[k]))
          .as(columns.get(k).column())
          .isEqualTo(Bits.of(all[columns.get(k).ordinal()]));
    }
  }

  @Property(tries = 40)
  void scaling_prices_by_a_power_of_two_scales_price_columns_and_keeps_ratios(
      @ForAll long seed, @ForAll @IntRange(min = -40, max = 40) int k) {
    double factor = Math.scalb(1.0, k);
    TestBars bars = TestBars.random(seed, ROWS);
    double[][] base = bars.run();
    double[][] scaled = bars.scaled(factor).run();

    Set<Indicator> prices =
        EnumSet.of(
            Indicator.SMA_20,
            Indicator.EMA_20,
            Indicator.MACD,
            Indicator.MACD_SIGNAL,
            Indicator.MACD_HIST,
            Indicator.BB_MID,
            Indicator.BB_SD,
            Indicator.BB_UPPER,
            Indicator.BB_LOWER,
            Indicator.ATR_14);
    for (Indicator indicator : Indicator.all()) {
      if (indicator == Indicator.SESSION_VWAP || indicator == Indicator.VWAP_DEV) {
        continue;
      }
      double by = prices.contains(indicator) ? factor : 1.0;
      double[] expected = Arrays.stream(base[indicator.ordinal()]).map(v -> v * by).toArray();
      assertThat(Bits.of(scaled[indicator.ordinal()]))
          .as(indicator.column())
          .isEqualTo(Bits.of(expected));
    }
  }

  @Property(tries = 40)
  void empty_rows_equal_a_count_of_missing_bars(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int gap) {
    TestBars bars = TestBars.random(seed, ROWS);
    IndicatorSet counted = new IndicatorSet(Indicator.all(), TestBars.MINUTES_PER_YEAR);
    counted.run(bars.columns(), 0, ROWS, new double[23][ROWS]);
    IndicatorSet row = counted.copy();
    int session = Objects.requireNonNull(bars.columns().session())[ROWS - 1];
    double nan = Double.NaN;

    counted.missing(gap);
    for (int i = 0; i < gap; i++) {
      row.bar(session, nan, nan, nan, nan, nan, null, null, new double[23]);
    }

    assertThat(row.state()).isEqualTo(counted.state());
  }

  @Property(tries = 40)
  void a_z_score_is_bounded_by_the_root_of_n_minus_one(@ForAll long seed) {
    for (double z : TestBars.random(seed, ROWS).run(Indicator.ZSCORE_20)) {
      assertThat(Double.isNaN(z) || Math.abs(z) <= Math.sqrt(19) * (1 + 1e-12)).isTrue();
    }
  }
}
