package dev.tidemark.analysis.calibrate;

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
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Session;
import java.time.DayOfWeek;
import java.util.List;

/**
 * The analysis that is made of a simulated market: defaults of spec §4.1 unless named here.
 *
 * @param sessions of the horizon, the training before the first test among them
 */
record Design(
    List<Session> sessions,
    Windows.Mode mode,
    WalkForward walkForward,
    int minTrades,
    Bootstrap bootstrap,
    NullPaths nullPaths,
    double level) {

  private static final List<DayOfWeek> WEEK =
      List.of(
          DayOfWeek.MONDAY,
          DayOfWeek.TUESDAY,
          DayOfWeek.WEDNESDAY,
          DayOfWeek.THURSDAY,
          DayOfWeek.FRIDAY);

  /** Days × hours, 35 cells, as the design was measured (spec §7.3). */
  static Design standard(int outOfSample) {
    return new Design(
        SyntheticBars.sessions(126 + 1 + outOfSample),
        Windows.Mode.EACH_DAY,
        new WalkForward(126, 21, 1, WalkForward.Mode.ROLLING, 3),
        30,
        new Bootstrap(Bootstrap.Method.STATIONARY, 1999, 100, null),
        new NullPaths(399, 20),
        0.10);
  }

  /** Hours of all days, 7 cells: what needs fewer sessions and paths. */
  static Design small(int outOfSample) {
    return new Design(
        SyntheticBars.sessions(21 + 1 + outOfSample),
        Windows.Mode.ALL_DAYS,
        new WalkForward(21, 21, 1, WalkForward.Mode.ROLLING, 3),
        30,
        new Bootstrap(Bootstrap.Method.STATIONARY, 999, 100, null),
        new NullPaths(199, 20),
        0.10);
  }

  /** For its trades only: as few samples as the engine accepts. */
  static Design trades(int outOfSample) {
    Design small = small(outOfSample);
    return new Design(
        small.sessions,
        small.mode,
        small.walkForward,
        small.minTrades,
        small.bootstrap,
        new NullPaths(19, 1),
        0.5);
  }

  Design withMinTrades(int trades) {
    return new Design(sessions, mode, walkForward, trades, bootstrap, nullPaths, level);
  }

  int outOfSample() {
    return sessions.size() - walkForward.train() - walkForward.embargo();
  }

  /** Cells of the heat map. */
  int cells() {
    return windows().cells(CalendarId.XNYS, SyntheticBars.INTERVAL);
  }

  /** Evaluated bars of one analysis, at most. */
  long cost() {
    return (long) sessions.size() * SyntheticBars.BARS_PER_SESSION * (nullPaths.paths() + 10);
  }

  AnalysisParams params(double bpsPerSide, long seed) {
    return new AnalysisParams(
        "SYNTH",
        SyntheticBars.INTERVAL,
        sessions.getFirst().date(),
        sessions.getLast().date(),
        CalendarId.XNYS,
        windows(),
        SignalType.ZSCORE,
        List.of(new GridConfig(20, 2.0, 0.5, null)),
        TradeSide.BOTH,
        12,
        false,
        new Costs(Costs.Mode.BARS, bpsPerSide, 5.0, 5, true),
        walkForward,
        minTrades,
        20,
        bootstrap,
        nullPaths,
        new FalseDiscovery(FalseDiscovery.Method.BH, level),
        seed);
  }

  private Windows windows() {
    return new Windows(60, WEEK, mode);
  }
}
