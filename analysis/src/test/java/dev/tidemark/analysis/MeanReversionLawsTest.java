package dev.tidemark.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.analysis.data.PricePath;
import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.analysis.data.SessionLayout;
import dev.tidemark.analysis.evidence.Observed;
import dev.tidemark.analysis.evidence.ParamsBuilder;
import dev.tidemark.analysis.evidence.RandomBars;
import dev.tidemark.analysis.evidence.Setting;
import dev.tidemark.analysis.params.AnalysisParams;
import dev.tidemark.analysis.params.Costs;
import dev.tidemark.analysis.params.GridConfig;
import dev.tidemark.analysis.params.SignalType;
import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.analysis.result.Trade;
import dev.tidemark.analysis.signal.Signals;
import dev.tidemark.core.time.Timeframe;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold for every analysis (spec §7.6). */
class MeanReversionLawsTest {
  private static final int SESSIONS = 60;

  @Property(tries = 6)
  void theNumberOfThreadsChangesNothing(@ForAll long seed) {
    AnalysisParams params = ParamsBuilder.random(seed).build();
    SessionBars bars = RandomBars.of(seed, Timeframe.M15, SESSIONS).build();
    AnalysisResult one = run(params, bars, 1);
    assertThat(one.trades()).isNotEmpty();
    for (int threads : new int[] {2, 8}) {
      assertThat(run(params, bars, threads))
          .usingRecursiveComparison()
          .withEqualsForType(Double::equals, Double.class) // NaN is NaN
          .withStrictTypeChecking()
          .isEqualTo(one);
    }
  }

  @Property(tries = 40)
  void garbageAfterASessionChangesNothingBefore(
      @ForAll long seed, @ForAll @IntRange(min = 20, max = SESSIONS - 1) int cut) {
    AnalysisParams params = ParamsBuilder.random(seed).build();
    Setting clean = Setting.of(params, RandomBars.of(seed, Timeframe.M15, SESSIONS).build(), null);
    Setting dirty =
        Setting.of(
            params,
            RandomBars.of(seed, Timeframe.M15, SESSIONS).garbage(session -> session >= cut).build(),
            null);
    int known = clean.layout().offset(cut);
    for (GridConfig config : params.grid()) {
      assertThat(Arrays.copyOf(signal(dirty, config), known))
          .containsExactly(Arrays.copyOf(signal(clean, config), known));
    }
    Observed expected = Observed.of(clean);
    Observed actual = Observed.of(dirty);
    assertThat(closedBefore(actual, known)).isEqualTo(closedBefore(expected, known));
    for (int k = 0; k < clean.folds().size(); k++) {
      if (clean.folds().get(k).trainTo() <= cut) {
        assertThat(actual.chosen()[k]).isEqualTo(expected.chosen()[k]);
      }
    }
  }

  @Property(tries = 6)
  void pricesTimesAPowerOfTwoChangeNothing(
      @ForAll long seed, @ForAll @IntRange(min = -20, max = 20) int power) {
    ParamsBuilder free = ParamsBuilder.random(seed);
    free.costs = new Costs(Costs.Mode.BARS, 0.5, 5, 5, false);
    AnalysisParams params = free.build();
    AnalysisResult plain = run(params, RandomBars.of(seed, Timeframe.M15, SESSIONS).build(), 2);
    AnalysisResult scaled =
        run(params, RandomBars.of(seed, Timeframe.M15, SESSIONS).scaled(power).build(), 2);
    assertThat(scaled)
        .usingRecursiveComparison()
        .withEqualsForType(Double::equals, Double.class)
        .ignoringFields("bars", "diagnostics", "trades.entryPrice", "trades.exitPrice")
        .isEqualTo(plain);
    assertThat(scaled.trades())
        .extracting(Trade::entryPrice)
        .containsExactlyElementsOf(
            plain.trades().stream().map(t -> Math.scalb(t.entryPrice(), power)).toList());
  }

  /**
   * A signal that looks one bar ahead, or a fill at the close that decided, earns the bounce of the
   * spread; a fill at the next open does not.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void bouncesBetweenBidAndAskEarnNothing(int seed) {
    ParamsBuilder params = new ParamsBuilder();
    params.interval = Timeframe.M5;
    params.signal = SignalType.ZSCORE;
    params.grid = List.of(new GridConfig(20, 1.5, 0.25, null));
    params.maxHoldingBars = 12;
    Setting setting = Setting.of(params.build(), Bounce.of(seed, 120), null);
    List<Trade> trades = Observed.of(setting).trades();
    double nextOpen = 1e4 * trades.stream().mapToDouble(Trade::grossRef).average().orElseThrow();
    double decidingClose =
        1e4 * trades.stream().mapToDouble(t -> atClose(t, setting)).average().orElseThrow();
    assertThat(trades).hasSizeGreaterThan(200);
    assertThat(nextOpen).isLessThanOrEqualTo(0.5);
    assertThat(decidingClose).isGreaterThan(2);
  }

  /** The same trade, entered at the close on which it was decided. */
  private static double atClose(Trade trade, Setting setting) {
    double entry = setting.bars().close()[trade.entryBar() - 1];
    return trade.direction() * (trade.exitPrice() / entry - 1);
  }

  private static double[] signal(Setting setting, GridConfig config) {
    return Signals.of(
        setting.params().signal(),
        config.lookback(),
        SessionLayout.of(setting.bars()),
        PricePath.of(setting.bars()),
        setting.bars().volume());
  }

  private static List<Trade> closedBefore(Observed observed, int bar) {
    return observed.trades().stream().filter(trade -> trade.exitBar() < bar).toList();
  }

  private static AnalysisResult run(AnalysisParams params, SessionBars bars, int threads) {
    return MeanReversion.runUnbounded(params, bars, null, Execution.of(threads));
  }
}
