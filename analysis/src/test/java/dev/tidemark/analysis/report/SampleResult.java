package dev.tidemark.analysis.report;

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
import dev.tidemark.analysis.result.CostCurve;
import dev.tidemark.analysis.result.DriftFlag;
import dev.tidemark.analysis.result.Evidence;
import dev.tidemark.analysis.result.ExitReason;
import dev.tidemark.analysis.result.Family;
import dev.tidemark.analysis.result.Fold;
import dev.tidemark.analysis.result.SeriesDiagnostics;
import dev.tidemark.analysis.result.Trade;
import dev.tidemark.analysis.result.TradeStatistics;
import dev.tidemark.analysis.result.YearResult;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.SessionGrid;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A small result made by hand: ten sessions of hourly bars, Monday and Tuesday × two bins. One cell
 * passes, one fails, two have too little data.
 */
final class SampleResult {
  static final LocalDate MON_2023_07_10 = LocalDate.of(2023, 7, 10);
  static final LocalDate FRI_2023_07_21 = LocalDate.of(2023, 7, 21);
  static final double NONE = Double.NaN;

  private SampleResult() {}

  static AnalysisResult of() {
    return of(bars(-1));
  }

  static AnalysisResult of(SessionBars bars) {
    List<CellResult> cells =
        List.of(
            cell(0, DayOfWeek.MONDAY, 0, CellResult.Status.PASS, statistics(12.5, 0.75), PASSED),
            cell(1, DayOfWeek.MONDAY, 1, CellResult.Status.FAIL, statistics(-1.25, 0.5), FAILED),
            cell(2, DayOfWeek.TUESDAY, 0, CellResult.Status.INSUFFICIENT, statistics(3, 0), null),
            cell(3, DayOfWeek.TUESDAY, 1, CellResult.Status.INSUFFICIENT, nothing(), null));
    CellResult pooled =
        new CellResult(
            4,
            null,
            -1,
            6,
            4,
            CellResult.Status.POOLED,
            statistics(2.75, 0.5),
            new Evidence(
                0.125, 1, 100, 800, false, -0.001, 0.002, -0.0005, 0.0015, 0.25, 20, 80, 0.25, NONE,
                NONE, 0.4),
            List.of(new YearResult(2023, 4, 2.75, 0.0011)),
            curve(2.75),
            DriftFlag.UNKNOWN);
    double[] signals = new double[bars.bars()];
    Arrays.fill(signals, NONE);
    return new AnalysisResult(
        params(),
        bars,
        2,
        List.of(new Fold(0, 0, 4, 4, 7, 0), new Fold(1, 3, 7, 7, 10, 1)),
        trades(),
        cells,
        pooled,
        List.of(0),
        2,
        new int[] {4, 5, 6, 7, 8, 9},
        signals,
        new Family(0.031, 0.027, NONE),
        diagnostics(),
        0,
        199,
        List.of(new AnalysisResult.Warning("LOW_COVERAGE", "69 of 70 bars are there (98.6 %)")));
  }

  static AnalysisParams params() {
    return new AnalysisParams(
        "ACME",
        Timeframe.H1,
        MON_2023_07_10,
        FRI_2023_07_21,
        CalendarId.XNYS,
        new Windows(240, List.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY), Windows.Mode.EACH_DAY),
        SignalType.ZSCORE,
        List.of(new GridConfig(20, 2.0, 0.5, null), new GridConfig(10, 1.5, 0.0, 3.5)),
        TradeSide.BOTH,
        4,
        false,
        new Costs(Costs.Mode.BARS, 1.0, 5.0, 5, true),
        new WalkForward(4, 3, 0, WalkForward.Mode.ROLLING, 2),
        5,
        8,
        new Bootstrap(Bootstrap.Method.STATIONARY, 999, 20, null),
        new NullPaths(199, 10),
        new FalseDiscovery(FalseDiscovery.Method.BH, 0.1),
        Long.parseUnsignedLong("12345678901234567890"));
  }

  /**
   * @param changed session whose first bar has another volume; -1 for none
   */
  static SessionBars bars(int changed) {
    List<Session> sessions =
        TradingCalendar.of(CalendarId.XNYS).sessions(MON_2023_07_10, FRI_2023_07_21);
    SessionBars.Builder bars = new SessionBars.Builder(Timeframe.H1, sessions, 0.01);
    int n = 0;
    for (int s = 0; s < sessions.size(); s++) {
      for (int k = 0; k < SessionGrid.bars(sessions.get(s), Timeframe.H1); k++) {
        n++;
        if (n == 40) {
          continue;
        }
        BigDecimal price = new BigDecimal(100).add(new BigDecimal(n % 7).movePointLeft(1));
        bars.bar(
            SessionGrid.bar(sessions.get(s), Timeframe.H1, k).startNanos(),
            price,
            price.add(BigDecimal.ONE),
            price.subtract(BigDecimal.ONE),
            price,
            new BigDecimal(s == changed && k == 0 ? 999 : 1000),
            null);
      }
    }
    return bars.build();
  }

  static final Evidence PASSED =
      new Evidence(
          0.001, 2.5, 0, 999, false, 0.0001, 0.0021, 0.00025, 0.002, 0.005, 0, 199, 0.005, 0.01,
          0.015, 0.91);
  static final Evidence FAILED =
      new Evidence(
          0.8, 1, 20, 25, false, -0.002, 0.001, -0.0015, 0.0005, 0.5, 10, 20, 0.8, 0.8, 1, 0.02);

  private static CellResult cell(
      int id,
      DayOfWeek day,
      int bin,
      CellResult.Status status,
      TradeStatistics statistics,
      @Nullable Evidence evidence) {
    return new CellResult(
        id,
        day,
        bin,
        2,
        id == 3 ? 0 : 1 + (id == 0 ? 1 : 0),
        status,
        statistics,
        evidence,
        id == 3
            ? List.of()
            : List.of(new YearResult(2023, id == 0 ? 2 : 1, statistics.meanNetBps(), 0.0025)),
        curve(statistics.meanNetBps()),
        id == 0 ? DriftFlag.NONE : DriftFlag.UNKNOWN);
  }

  private static CostCurve curve(double atOne) {
    return new CostCurve(
        List.of(
            new CostCurve.Point(0.5, atOne + 1),
            new CostCurve.Point(1, atOne),
            new CostCurve.Point(2, atOne - 2)),
        1 + atOne / 2);
  }

  private static TradeStatistics statistics(double meanNetBps, double foldPositiveShare) {
    return new TradeStatistics(
        meanNetBps,
        meanNetBps + 2,
        0.5,
        NONE,
        meanNetBps / 1e4,
        meanNetBps / 5e3,
        0.0015,
        0.6667,
        0.125,
        2.5,
        2,
        -0.25,
        3.5,
        0.2,
        1.4,
        1.75,
        foldPositiveShare,
        -0.0001,
        0.0003);
  }

  private static TradeStatistics nothing() {
    return new TradeStatistics(
        NONE, NONE, NONE, NONE, 0, 0, 0, 0, 0, NONE, NONE, NONE, NONE, NONE, NONE, 0, NONE, NONE,
        NONE);
  }

  private static List<Trade> trades() {
    List<Trade> trades = new ArrayList<>();
    trades.add(trade(0, 0, 35, 37, 1, ExitReason.TARGET, 0.0015));
    trades.add(trade(0, 2, 42, 45, -1, ExitReason.TIME, 0.0003));
    trades.add(trade(1, 0, 36, 38, 1, ExitReason.STOP, -0.0002));
    trades.add(trade(1, 1, 68, 69, -1, ExitReason.SESSION_END, -0.0005));
    return trades;
  }

  private static Trade trade(
      int config, int cell, int entry, int exit, int direction, ExitReason reason, double net) {
    return new Trade(
        config,
        config,
        cell,
        direction,
        entry,
        100.1,
        direction * -2.125,
        false,
        exit,
        100.2,
        reason,
        reason == ExitReason.SESSION_END,
        net + 0.0002,
        0.0002,
        net,
        net + 0.0002,
        exit - entry);
  }

  private static SeriesDiagnostics diagnostics() {
    return new SeriesDiagnostics(
        59,
        0.9,
        6.5788,
        SeriesDiagnostics.HalfLifeStatus.OK,
        0.963,
        18.38,
        SeriesDiagnostics.HalfLifeStatus.OK,
        0.85,
        1.01,
        List.of(9.5, NONE, 22.25),
        -2.1,
        0.245,
        3,
        0.31,
        0.1,
        0.47,
        List.of(
            new SeriesDiagnostics.VarianceRatio(2, 0.95, -0.5),
            new SeriesDiagnostics.VarianceRatio(4, 0.9, -0.75)));
  }
}
