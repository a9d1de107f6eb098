package dev.tidemark.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recursive fold equals the definition recomputed from scratch, bit for bit, across gaps. */
class IndicatorReferenceTest {
  private static final int NEVER = Integer.MAX_VALUE;

  static Stream<Arguments> definitions() {
    return Stream.of(
        arguments(Indicator.SMA_20, 20, ReferenceIndicators::sma),
        arguments(Indicator.EMA_20, 20, b -> ReferenceIndicators.ema(closes(b), 20)),
        arguments(Indicator.RSI_14, 14, ReferenceIndicators::rsi),
        arguments(Indicator.MACD, 26, ReferenceIndicators::macd),
        arguments(Indicator.MACD_SIGNAL, 26, ReferenceIndicators::signal),
        arguments(
            Indicator.MACD_HIST,
            26,
            b -> ReferenceIndicators.macd(b) - ReferenceIndicators.signal(b)),
        arguments(Indicator.BB_MID, 20, ReferenceIndicators::sma),
        arguments(Indicator.BB_SD, 20, ReferenceIndicators::deviation),
        arguments(Indicator.BB_UPPER, 20, b -> band(b, 2.0)),
        arguments(Indicator.BB_LOWER, 20, b -> band(b, -2.0)),
        arguments(
            Indicator.ZSCORE_20,
            20,
            b ->
                (b.getLast().close() - ReferenceIndicators.sma(b))
                    / ReferenceIndicators.deviation(b)),
        arguments(Indicator.ATR_14, 14, ReferenceIndicators::atr),
        arguments(Indicator.PLUS_DI_14, 14, b -> ReferenceIndicators.di(b, true)),
        arguments(Indicator.MINUS_DI_14, 14, b -> ReferenceIndicators.di(b, false)),
        arguments(Indicator.ADX_14, 14, ReferenceIndicators::adx),
        arguments(Indicator.STOCH_K, 14, ReferenceIndicators::stochasticK),
        arguments(Indicator.STOCH_D, 14, ReferenceIndicators::stochasticD),
        arguments(Indicator.OBV, NEVER, ReferenceIndicators::obv));
  }

  private static Arguments arguments(
      Indicator indicator, int gapReset, ReferenceIndicators.Definition definition) {
    return Arguments.of(indicator, gapReset, definition);
  }

  private static List<Double> closes(List<ReferenceIndicators.Bar> bars) {
    return ReferenceIndicators.closes(bars);
  }

  private static double band(List<ReferenceIndicators.Bar> bars, double k) {
    return ReferenceIndicators.sma(bars) + k * ReferenceIndicators.deviation(bars);
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void equals_its_definition(
      Indicator indicator, int gapReset, ReferenceIndicators.Definition definition) {
    for (long seed = 1; seed <= 6; seed++) {
      TestBars bars = TestBars.random(seed, 160);
      assertThat(Bits.of(bars.run(indicator)))
          .as("%s, seed %d", indicator, seed)
          .isEqualTo(Bits.of(ReferenceIndicators.over(bars, gapReset, definition)));
    }
  }

  @Property(tries = 60)
  void window_and_wilder_folds_equal_their_definitions_on_any_series(@ForAll long seed) {
    TestBars bars = TestBars.random(seed, 150);
    assertThat(Bits.of(bars.run(Indicator.BB_SD)))
        .isEqualTo(Bits.of(ReferenceIndicators.over(bars, 20, ReferenceIndicators::deviation)));
    assertThat(Bits.of(bars.run(Indicator.RSI_14)))
        .isEqualTo(Bits.of(ReferenceIndicators.over(bars, 14, ReferenceIndicators::rsi)));
  }
}
