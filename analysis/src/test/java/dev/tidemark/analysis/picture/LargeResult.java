package dev.tidemark.analysis.picture;

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
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Two years of made-up trades in all windows of a calendar, as large as real results are. */
final class LargeResult {
  private static final LocalDate START = LocalDate.of(2022, 1, 3);
  private static final LocalDate END = LocalDate.of(2023, 12, 29);
  private static final double NONE = Double.NaN;

  private LargeResult() {}

  static AnalysisResult of(CalendarId calendar, Windows windows) {
    List<Session> sessions = TradingCalendar.of(calendar).sessions(START, END);
    SessionBars bars = new SessionBars.Builder(Timeframe.M5, sessions, 0.01).build();
    Random random = new Random(42);
    int bins = windows.bins(calendar, Timeframe.M5);
    int perBin = windows.barsPerBin(Timeframe.M5);
    int count = windows.cells(calendar, Timeframe.M5);
    List<Fold> folds = new ArrayList<>();
    for (int from = 127; from + 11 <= sessions.size(); from += 21) {
      folds.add(
          new Fold(
              folds.size(), from - 127, from - 1, from, Math.min(from + 21, sessions.size()), 0));
    }
    List<Trade> trades = new ArrayList<>();
    int[] cellTrades = new int[count];
    double[] cellNet = new double[count];
    for (int s = 127; s < sessions.size(); s++) {
      DayOfWeek day = sessions.get(s).date().getDayOfWeek();
      for (int bin = 0; bin < bins; bin++) {
        int cell =
            windows.mode() == Windows.Mode.ALL_DAYS
                ? bin
                : windows.days().indexOf(day) * bins + bin;
        int entry = bars.offset(s) + bin * perBin;
        if (random.nextInt(3) > 0 || bin == 3 && cell % 2 == 0 || entry + 3 >= bars.offset(s + 1)) {
          continue;
        }
        double gross = random.nextGaussian() * 0.002 + (cell == 8 ? 0.0012 : 0.00005);
        cellTrades[cell]++;
        cellNet[cell] += gross - 0.0002;
        trades.add(
            new Trade(
                0,
                0,
                cell,
                1,
                entry,
                100,
                -2.1,
                false,
                entry + 3,
                100 * (1 + gross),
                ExitReason.TARGET,
                false,
                gross,
                0.0002,
                gross - 0.0002,
                gross,
                3));
      }
    }
    List<CellResult> cells = new ArrayList<>();
    for (int id = 0; id < count; id++) {
      boolean enough = cellTrades[id] >= 20;
      CellResult.Status status =
          !enough
              ? CellResult.Status.INSUFFICIENT
              : id == 8 ? CellResult.Status.PASS : CellResult.Status.FAIL;
      DayOfWeek day =
          windows.mode() == Windows.Mode.ALL_DAYS ? null : windows.days().get(id / bins);
      cells.add(
          cell(id, day, id % bins, cellTrades[id], status, cellNet[id] / cellTrades[id] * 1e4));
    }
    return new AnalysisResult(
        params(calendar, windows),
        bars,
        bins,
        folds,
        trades,
        cells,
        cell(count, null, -1, trades.size(), CellResult.Status.POOLED, 1.5),
        List.of(8),
        count,
        IntStream.range(127, sessions.size()).toArray(),
        new double[0],
        new Family(0.02, 0.02, 0.03),
        diagnostics(random),
        0,
        999,
        List.of());
  }

  private static CellResult cell(
      int id, @Nullable DayOfWeek day, int bin, int trades, CellResult.Status status, double bps) {
    return new CellResult(
        id,
        day,
        bin,
        75,
        trades,
        status,
        new TradeStatistics(
            bps, bps + 2, 0.5, 1.2, bps / 4e4, bps / 1e3, 0.01, 1, 0.1, 3, 3, 0, 3, 0.1, 1, 1, 0.7,
            -0.001, 0.001),
        status == CellResult.Status.INSUFFICIENT
            ? null
            : new Evidence(
                0.01, 1, 0, 999, false, 0.0001, 0.001, 0.0002, 0.0009, 0.01, 0, 999, 0.01, 0.05,
                0.1, 0.9),
        List.of(),
        new CostCurve(List.of(new CostCurve.Point(1, bps)), 2),
        DriftFlag.NONE);
  }

  private static SeriesDiagnostics diagnostics(Random random) {
    List<Double> nulls = new ArrayList<>();
    for (int i = 0; i < 199; i++) {
      nulls.add(i % 9 == 0 ? NONE : StrictMath.exp(6 + random.nextGaussian()));
    }
    return new SeriesDiagnostics(
        30_000,
        0.998,
        350,
        SeriesDiagnostics.HalfLifeStatus.OK,
        0.9981,
        362.5,
        SeriesDiagnostics.HalfLifeStatus.OK,
        0.99,
        1.001,
        nulls,
        -2.1,
        0.245,
        3,
        0.31,
        0.1,
        0.47,
        List.of());
  }

  private static AnalysisParams params(CalendarId calendar, Windows windows) {
    return new AnalysisParams(
        "AAPL",
        Timeframe.M5,
        START,
        END,
        calendar,
        windows,
        SignalType.ZSCORE,
        List.of(new GridConfig(20, 2.0, 0.5, null)),
        TradeSide.BOTH,
        12,
        false,
        new Costs(Costs.Mode.BARS, 1.0, 5.0, 5, true),
        new WalkForward(126, 21, 1, WalkForward.Mode.ROLLING, 3),
        20,
        20,
        new Bootstrap(Bootstrap.Method.STATIONARY, 9_999, 100, null),
        new NullPaths(999, 20),
        new FalseDiscovery(FalseDiscovery.Method.BH, 0.1),
        1L);
  }
}
