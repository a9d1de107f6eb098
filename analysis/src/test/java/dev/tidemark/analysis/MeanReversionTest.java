package dev.tidemark.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.analysis.data.BarQuotes;
import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.analysis.evidence.ParamsBuilder;
import dev.tidemark.analysis.evidence.RandomBars;
import dev.tidemark.analysis.params.Costs;
import dev.tidemark.analysis.params.NullPaths;
import dev.tidemark.analysis.params.WalkForward;
import dev.tidemark.analysis.params.Windows;
import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.analysis.result.CellResult;
import dev.tidemark.analysis.result.DriftFlag;
import dev.tidemark.analysis.result.Evidence;
import dev.tidemark.analysis.result.Trade;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.time.Timeframe;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MeanReversionTest {
  private final ParamsBuilder params = new ParamsBuilder();
  private RandomBars bars = RandomBars.of(5, Timeframe.M15, 66);

  @Test
  void everyFieldOfACellThatWasTestedIsFilledIn() {
    AnalysisResult result = run();
    assertThat(result.tested()).isPositive();
    assertThat(result.cells()).hasSize(35);
    CellResult cell =
        result.cells().stream().filter(each -> each.evidence() != null).findFirst().orElseThrow();
    Evidence evidence = Objects.requireNonNull(cell.evidence());
    assertThat(evidence.p()).isEqualTo(Math.max(evidence.pNet(), evidence.pPred()));
    assertThat(evidence.qBh()).isBetween(evidence.p(), 1.0);
    assertThat(evidence.qBy()).isGreaterThanOrEqualTo(evidence.qBh());
    assertThat(evidence.lo95()).isLessThanOrEqualTo(evidence.lo90());
    assertThat(evidence.deflatedSharpe()).isBetween(0.0, 1.0);
    assertThat(cell.years().stream().mapToInt(year -> year.trades()).sum())
        .isEqualTo(cell.trades());
    assertThat(result.pooled().years()).extracting(year -> year.year()).containsExactly(2024, 2025);
    assertThat(result.family().realityCheckP()).isBetween(0.0, 1.0);
    assertThat(result.family().spaP()).isBetween(0.0, 1.0);
    assertThat(result.diagnostics().nullHalfLives()).hasSize(199);
    assertThat(result.diagnostics().nullPhiLow()).isLessThan(result.diagnostics().nullPhiHigh());
  }

  @Test
  void cellsPartitionTheTradesAndThePooledCellHasThemAll() {
    AnalysisResult result = run();
    assertThat(result.cells().stream().mapToInt(CellResult::trades).sum())
        .isEqualTo(result.trades().size());
    assertThat(result.pooled().trades()).isEqualTo(result.trades().size());
    assertThat(result.pooled().sessions()).isEqualTo(result.oosSessions().length);
    assertThat(Objects.requireNonNull(result.pooled().evidence()).qBh()).isNaN();
  }

  @Test
  void onlyDaysThatTradeAreTraded() {
    params.windows = new Windows(60, List.of(DayOfWeek.TUESDAY), Windows.Mode.EACH_DAY);
    AnalysisResult result = run();
    assertThat(result.trades())
        .isNotEmpty()
        .allSatisfy(trade -> assertThat(dayOf(trade, result)).isEqualTo(DayOfWeek.TUESDAY));
    assertThat(result.pooled().sessions()).isLessThan(result.oosSessions().length / 4);
  }

  @Test
  void whenDaysAreNotToldApartACellIsABin() {
    params.windows =
        new Windows(120, Arrays.asList(DayOfWeek.values()).subList(0, 5), Windows.Mode.ALL_DAYS);
    AnalysisResult result = run();
    assertThat(result.cells()).hasSize(4).allMatch(cell -> cell.day() == null);
    assertThat(result.cells().getFirst().sessions()).isEqualTo(result.oosSessions().length);
  }

  @Test
  void theCostCurveCrossesZeroAtBreakEven() {
    params.costs = new Costs(Costs.Mode.BARS, 2.0, 5, 5, false);
    AnalysisResult first = run();
    double breakEven = first.pooled().costs().breakEvenBpsPerSide();
    assertThat(breakEven).isPositive();
    assertThat(first.pooled().costs().points().get(1).meanNetBps())
        .isEqualTo(first.pooled().statistics().meanNetBps());
    params.costs = new Costs(Costs.Mode.BARS, breakEven, 5, 5, false);
    assertThat(run().pooled().statistics().meanNetBps()).isCloseTo(0, within());
    params.costs = new Costs(Costs.Mode.BARS, 4.0, 5, 5, false);
    assertThat(run().pooled().statistics().meanNetBps())
        .isCloseTo(first.pooled().costs().points().get(2).meanNetBps(), within());
  }

  @Test
  void strongReversionPassesAndIsRankedByItsLowerBound() {
    bars = RandomBars.of(5, Timeframe.M15, 150).volatility(0.004);
    params.costs = new Costs(Costs.Mode.BARS, 0.0, 5, 5, false);
    params.windows =
        new Windows(240, Arrays.asList(DayOfWeek.values()).subList(0, 5), Windows.Mode.ALL_DAYS);
    AnalysisResult result = run();
    List<Double> bounds = new ArrayList<>();
    for (int id : result.topWindows()) {
      CellResult cell = result.cells().get(id);
      assertThat(cell.status()).isEqualTo(CellResult.Status.PASS);
      bounds.add(Objects.requireNonNull(cell.evidence()).lo90());
    }
    assertThat(bounds).isNotEmpty().isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  @Test
  void maxTIsKnownOnlyWhenAllPathsWereDrawn() {
    bars.reversion(0);
    params.nullPaths = new NullPaths(199, 200);
    AnalysisResult all = run();
    assertThat(all.pathDraws()).isEqualTo(199);
    assertThat(all.family().maxTP()).isBetween(1.0 / 200, 1.0);
    params.nullPaths = new NullPaths(199, 1);
    AnalysisResult stopped = run();
    assertThat(stopped.pathDraws()).isLessThan(199);
    assertThat(stopped.family().maxTP()).isNaN();
    assertThat(stopped.diagnostics()).isEqualTo(all.diagnostics());
  }

  @Test
  void whatTheDataDoNotAllowIsRefusedWithItsReason() {
    bars.missing(1.0, 0);
    refused().hasMessageContaining("No bars in the horizon");
    assertReason("NO_DATA");
    bars = RandomBars.of(5, Timeframe.M15, 60).missing(0.6, 0);
    assertReason("LOW_COVERAGE");
    bars = RandomBars.of(5, Timeframe.M15, 60);
    params.walkForward = new WalkForward(40, 10, 1, WalkForward.Mode.ROLLING, 3);
    assertReason("INSUFFICIENT_HISTORY");
    params.walkForward = new ParamsBuilder().walkForward;
    params.nullPaths = new NullPaths(49, 10);
    assertReason("BOOTSTRAP_TOO_FEW_SAMPLES");
    params.nullPaths = new NullPaths(199, 10);
    params.costs = new Costs(Costs.Mode.QUOTES, 0.2, 5, 5, true);
    assertReason("QUOTES_UNAVAILABLE");
  }

  @Test
  void doubtsAreWarnings() {
    bars.missing(0.3, 0);
    params.costs = new Costs(Costs.Mode.QUOTES, 0.2, 5, 5, true);
    SessionBars built = bars.build();
    double[] none = new double[built.bars()];
    Arrays.fill(none, Double.NaN);
    AnalysisResult result =
        MeanReversion.run(
            params.build(), built, new BarQuotes(none, none, none, none), Execution.of(1));
    assertThat(result.imputedShare()).isEqualTo(1.0);
    assertThat(result.trades()).allMatch(Trade::imputed);
    assertThat(codes(result)).containsExactly("LOW_COVERAGE", "IMPUTED_QUOTES");
  }

  @Test
  void costsBelowTheBounceAreDoubtful() {
    params.interval = Timeframe.M5;
    params.costs = new Costs(Costs.Mode.BARS, 1.0, 5, 5, true);
    AnalysisResult result =
        MeanReversion.run(params.build(), Bounce.of(3, 60), null, Execution.of(1));
    assertThat(codes(result)).containsExactly("COST_BELOW_ROLL", "TICK_SIZE_UNKNOWN");
    params.costs = new Costs(Costs.Mode.BARS, 6.0, 5, 5, true);
    assertThat(codes(MeanReversion.run(params.build(), Bounce.of(3, 60), null, Execution.of(1))))
        .containsExactly("TICK_SIZE_UNKNOWN");
  }

  @Test
  void fewSessionsLeaveDriftUnknown() {
    assertThat(run().cells()).allMatch(cell -> cell.drift() == DriftFlag.UNKNOWN);
  }

  @Test
  void progressEndsAtOneAndACancelledAnalysisStops() {
    List<Execution.Phase> phases = new ArrayList<>();
    double[] last = new double[1];
    run(
        new Execution(
            1,
            (phase, share) -> {
              phases.add(phase);
              last[0] = share;
            },
            () -> false));
    assertThat(phases).isSorted().contains(Execution.Phase.values());
    assertThat(last[0]).isEqualTo(1.0);
    assertThatThrownBy(() -> run(new Execution(2, (phase, share) -> {}, () -> true)))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void costIsBarsTimesConfigurationsTimesPaths() {
    params.nullPaths = new NullPaths(999, 20);
    assertThat(MeanReversion.cost(params.build(), 40_000)).isEqualTo(39_960_000L);
  }

  private AnalysisResult run() {
    return run(Execution.of(2));
  }

  private AnalysisResult run(Execution execution) {
    return MeanReversion.run(params.build(), bars.build(), null, execution);
  }

  private void assertReason(String reason) {
    refused()
        .isInstanceOfSatisfying(
            TidemarkException.class,
            error -> assertThat(error.details()).containsEntry("reason", reason));
  }

  private AbstractThrowableAssert<?, ? extends @Nullable Throwable> refused() {
    return assertThatThrownBy(this::run);
  }

  private static List<String> codes(AnalysisResult result) {
    return result.warnings().stream().map(AnalysisResult.Warning::code).toList();
  }

  private static DayOfWeek dayOf(Trade trade, AnalysisResult result) {
    int session = 0;
    while (result.bars().offset(session + 1) <= trade.entryBar()) {
      session++;
    }
    return result.bars().sessions().get(session).date().getDayOfWeek();
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e-9);
  }
}
