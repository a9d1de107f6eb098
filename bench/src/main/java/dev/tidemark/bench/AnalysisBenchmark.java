package dev.tidemark.bench;

import com.sun.management.OperatingSystemMXBean;
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
import dev.tidemark.core.random.PhiloxStream;
import dev.tidemark.core.random.Purpose;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.SessionGrid;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/**
 * The standard analysis: two years of 5-minute bars, 35 cells, 999 null paths, 9,999 replicates.
 */
final class AnalysisBenchmark {
  private static final LocalDate START = LocalDate.of(2022, 1, 1);
  private static final LocalDate END = LocalDate.of(2023, 12, 31);
  private static final int PATHS = 999;
  private static final int NEVER = PATHS + 1;
  private static final OperatingSystemMXBean OS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private AnalysisBenchmark() {}

  static void run(Report report, int threads) throws Exception {
    SessionBars bars = walk();
    report.title(
        "Mean-reversion analysis, " + bars.bars() + " bars, 35 cells, " + PATHS + " paths");
    paths(report, bars, "null paths, z-score 20", params(SignalType.ZSCORE, 20, NEVER), 1);
    paths(report, bars, "null paths, EMA 20", params(SignalType.EMA_DEV, 20, NEVER), 1);
    paths(report, bars, "null paths, VWAP 40", params(SignalType.VWAP_DEV, 40, NEVER), 1);
    AnalysisParams standard = params(SignalType.ZSCORE, 20, 20);
    paths(report, bars, "null paths with early stop", standard, 1);
    report.note("Lines on null paths show CPU seconds of one thread in both columns of time. Rows");
    report.note("are bars x paths, those before the first test too, where no signal is computed.");
    whole(report, bars, "whole analysis, 1 thread", standard, 1);
    whole(report, bars, "whole analysis, " + threads + " threads", standard, threads);
    whole(
        report,
        bars,
        "whole, nothing stops early, " + threads + " threads",
        params(SignalType.ZSCORE, 20, NEVER),
        threads);
  }

  private static void whole(
      Report report, SessionBars bars, String name, AnalysisParams params, int threads)
      throws Exception {
    report.line(
        Meter.median(
            name,
            1,
            3,
            () -> {
              MeanReversion.run(params, bars, null, Execution.of(threads));
              return MeanReversion.cost(params, bars.bars());
            }));
  }

  /** CPU time between the end of the bootstrap and the last judged path. */
  private static void paths(
      Report report, SessionBars bars, String name, AnalysisParams params, int threads) {
    double best = Double.POSITIVE_INFINITY;
    int draws = 0;
    for (int i = 0; i < 4; i++) {
      long[] cpu = new long[Execution.Phase.values().length];
      AnalysisResult result =
          MeanReversion.run(
              params,
              bars,
              null,
              new Execution(
                  threads,
                  (phase, share) -> cpu[phase.ordinal()] = OS.getProcessCpuTime(),
                  () -> false));
      long spent = cpu[Execution.Phase.PATHS.ordinal()] - cpu[Execution.Phase.BOOTSTRAP.ordinal()];
      best = Math.min(best, spent / 1e9);
      draws = result.pathDraws();
    }
    long evaluated = (long) bars.bars() * draws;
    report.line(new Measurement(name, evaluated, best, best, 0));
  }

  private static AnalysisParams params(SignalType signal, int lookback, int stopAt) {
    return new AnalysisParams(
        "WALK",
        Timeframe.M5,
        START,
        END,
        CalendarId.XNYS,
        new Windows(60, Arrays.asList(DayOfWeek.values()).subList(0, 5), Windows.Mode.EACH_DAY),
        signal,
        List.of(new GridConfig(lookback, 2.0, 0.5, null)),
        TradeSide.BOTH,
        12,
        false,
        new Costs(Costs.Mode.BARS, 1.0, 5.0, 5, true),
        new WalkForward(126, 21, 1, WalkForward.Mode.ROLLING, 3),
        30,
        20,
        new Bootstrap(Bootstrap.Method.STATIONARY, 9_999, 100, null),
        new NullPaths(PATHS, stopAt),
        new FalseDiscovery(FalseDiscovery.Method.BH, 0.10),
        20_250_101L);
  }

  /** A random walk of 10 basis points per bar, in cents. */
  private static SessionBars walk() {
    List<Session> sessions = TradingCalendar.of(CalendarId.XNYS).sessions(START, END);
    SessionBars.Builder bars = new SessionBars.Builder(Timeframe.M5, sessions, 0.01);
    PhiloxStream noise = PhiloxStream.of(7, Purpose.SYNTH, 0, 0);
    double price = 100;
    for (Session session : sessions) {
      for (int k = 0; k < SessionGrid.bars(session, Timeframe.M5); k++) {
        BigDecimal open = cents(price);
        price *= 1 + 0.001 * noise.nextNormal();
        BigDecimal close = cents(price);
        bars.bar(
            SessionGrid.bar(session, Timeframe.M5, k).startNanos(),
            open,
            open.max(close),
            open.min(close),
            close,
            BigDecimal.valueOf(1_000 + k),
            open.add(close).divide(BigDecimal.valueOf(2)));
      }
    }
    return bars.build();
  }

  private static BigDecimal cents(double price) {
    return BigDecimal.valueOf(price).setScale(2, RoundingMode.HALF_EVEN);
  }
}
