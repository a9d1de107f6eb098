package dev.tidemark.analysis.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.analysis.Execution;
import dev.tidemark.analysis.MeanReversion;
import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.analysis.params.AnalysisParams;
import dev.tidemark.analysis.params.Bootstrap;
import dev.tidemark.analysis.params.Costs;
import dev.tidemark.analysis.params.FalseDiscovery;
import dev.tidemark.analysis.params.GridConfig;
import dev.tidemark.analysis.params.NullPaths;
import dev.tidemark.analysis.params.SignalType;
import dev.tidemark.analysis.params.TradeSide;
import dev.tidemark.analysis.params.WalkForward;
import dev.tidemark.analysis.params.Windows;
import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.analysis.result.CellResult;
import dev.tidemark.analysis.result.DriftFlag;
import dev.tidemark.analysis.result.Trade;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.SessionGrid;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** One hundred sessions of reverting prices are analysed; sixty more follow. */
class DriftMonitorTest {
  private static final int ANALYSED = 100;
  private static final List<Session> SESSIONS =
      TradingCalendar.of(CalendarId.XNYS)
          .sessions(LocalDate.of(2023, 1, 3), LocalDate.of(2023, 8, 31))
          .subList(0, 160);

  @Test
  void tradesOnAsABacktestOverBothPeriodsWould() {
    AnalysisResult reference = passing(run(bars(ANALYSED, 0.7)));
    AnalysisResult whole = run(bars(160, 0.7));
    List<DriftMonitor.CellDrift> drifts = DriftMonitor.of(reference, bars(160, 0.7), null);
    assertThat(drifts).hasSameSizeAs(reference.cells());
    int live = reference.bars().bars();
    for (DriftMonitor.CellDrift drift : drifts) {
      List<Trade> expected =
          whole.trades().stream()
              .filter(trade -> trade.entryBar() >= live && trade.cell() == drift.cell())
              .toList();
      assertThat(drift.trades()).isEqualTo(expected.size()).isPositive();
      assertThat(drift.meanNetBps())
          .isCloseTo(
              expected.stream().mapToDouble(Trade::net).average().orElseThrow() * 1e4,
              org.assertj.core.data.Offset.offset(1e-9));
      assertThat(drift.sessions()).isEqualTo(60);
      assertThat(drift.drift().flag()).isNotEqualTo(DriftFlag.DRIFT);
      assertThat(drift.alarmOn()).isNull();
    }
  }

  @Test
  void pricesThatNoLongerRevertAreNoticed() {
    AnalysisResult reference = passing(run(bars(ANALYSED, 0.7)));
    List<DriftMonitor.CellDrift> drifts = DriftMonitor.of(reference, bars(160, 1.0), null);
    assertThat(drifts)
        .anySatisfy(
            drift -> {
              assertThat(drift.drift().flag()).isEqualTo(DriftFlag.DRIFT);
              assertThat(drift.alarmOn()).isAfter(SESSIONS.get(ANALYSED - 1).date());
            });
  }

  @Test
  void otherSessionsAreNoContinuation() {
    AnalysisResult reference = passing(run(bars(ANALYSED, 0.7)));
    assertThatThrownBy(() -> DriftMonitor.of(reference, bars(ANALYSED - 1, 0.7), null))
        .hasMessageContaining("do not continue");
  }

  @Test
  void onlyPassingCellsAreFollowed() {
    AnalysisResult result = run(bars(ANALYSED, 1.0));
    assertThat(DriftMonitor.of(result, bars(160, 1.0), null))
        .hasSize(
            (int)
                result.cells().stream()
                    .filter(cell -> cell.status() == CellResult.Status.PASS)
                    .count());
  }

  private static AnalysisResult run(SessionBars bars) {
    return MeanReversion.runUnbounded(params(), bars, null, Execution.of(1));
  }

  /** The result with every cell passing. */
  private static AnalysisResult passing(AnalysisResult r) {
    List<CellResult> cells =
        r.cells().stream()
            .map(
                c ->
                    new CellResult(
                        c.cell(),
                        c.day(),
                        c.bin(),
                        c.sessions(),
                        c.trades(),
                        CellResult.Status.PASS,
                        c.statistics(),
                        c.evidence(),
                        c.years(),
                        c.costs(),
                        c.drift()))
            .toList();
    return new AnalysisResult(
        r.params(),
        r.bars(),
        r.binsPerDay(),
        r.folds(),
        r.trades(),
        cells,
        r.pooled(),
        r.topWindows(),
        r.tested(),
        r.oosSessions(),
        r.oosSignals(),
        r.family(),
        r.diagnostics(),
        r.imputedShare(),
        r.pathDraws(),
        r.warnings());
  }

  /**
   * @param phi of the distance to a slow walk, after the analysed sessions; before, 0.7
   */
  private static SessionBars bars(int sessions, double phi) {
    Random random = new Random(11);
    SessionBars.Builder bars =
        new SessionBars.Builder(Timeframe.M15, SESSIONS.subList(0, sessions), 0);
    double distance = 0;
    for (int s = 0; s < sessions; s++) {
      for (int k = 0; k < SessionGrid.bars(SESSIONS.get(s), Timeframe.M15); k++) {
        double open = 100 * Math.exp(distance);
        distance = distance * (s < ANALYSED ? 0.7 : phi) + 0.002 * random.nextGaussian();
        double close = 100 * Math.exp(distance);
        bars.bar(
            SessionGrid.bar(SESSIONS.get(s), Timeframe.M15, k).startNanos(),
            decimal(open),
            decimal(Math.max(open, close)),
            decimal(Math.min(open, close)),
            decimal(close),
            BigDecimal.TEN,
            null);
      }
    }
    return bars.build();
  }

  private static BigDecimal decimal(double price) {
    return new BigDecimal(price).setScale(8, RoundingMode.HALF_EVEN);
  }

  private static AnalysisParams params() {
    return new AnalysisParams(
        "SYN",
        Timeframe.M15,
        SESSIONS.getFirst().date(),
        SESSIONS.getLast().date(),
        CalendarId.XNYS,
        new Windows(
            195,
            List.of(
                DayOfWeek.MONDAY,
                DayOfWeek.TUESDAY,
                DayOfWeek.WEDNESDAY,
                DayOfWeek.THURSDAY,
                DayOfWeek.FRIDAY),
            Windows.Mode.ALL_DAYS),
        SignalType.ZSCORE,
        List.of(new GridConfig(10, 1.5, 0.0, null)),
        TradeSide.BOTH,
        8,
        false,
        new Costs(Costs.Mode.BARS, 1.0, 5.0, 5, true),
        new WalkForward(20, 20, 0, WalkForward.Mode.ROLLING, 1),
        5,
        8,
        new Bootstrap(Bootstrap.Method.STATIONARY, 999, 20, null),
        new NullPaths(39, 10),
        new FalseDiscovery(FalseDiscovery.Method.BH, 0.1),
        5L);
  }
}
