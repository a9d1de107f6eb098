package dev.tidemark.golden;

import dev.tidemark.analysis.Execution;
import dev.tidemark.analysis.MeanReversion;
import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.analysis.params.AnalysisParams;
import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.analysis.result.CellResult;
import dev.tidemark.analysis.result.Evidence;
import dev.tidemark.analysis.result.Fold;
import dev.tidemark.analysis.result.Trade;
import dev.tidemark.analysis.result.TradeStatistics;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.SessionGrid;
import dev.tidemark.core.time.Timeframe;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** 11: bars of a CSV file beside it, and parameters, to a whole analysis. */
final class MeanReversionTopic implements GoldenTopic {

  private static final Set<String> SESSION = Set.of("sess", "date", "dow", "n", "half");
  private static final Set<String> RESULT =
      Set.of(
          "bins_per_day",
          "n_cells",
          "folds",
          "chosen_config",
          "oos_sessions",
          "n_tested",
          "trades",
          "cells",
          "top_windows",
          "n_trades_total");
  private static final Set<String> TRADE =
      Set.of(
          "entry_bar",
          "exit_bar",
          "dir",
          "entry_price",
          "exit_price",
          "exit_reason",
          "gross",
          "net",
          "held",
          "fold",
          "cell");
  private static final Set<String> ALWAYS =
      Set.of("cell", "dow", "bin", "n_sessions", "n_trades", "status");
  private static final Set<String> TRADED =
      Set.of(
          "mean_net_trade_bps",
          "mean_gross_trade_bps",
          "hit_rate",
          "profit_factor",
          "mean_net_session",
          "total_net",
          "max_drawdown",
          "turnover_per_session",
          "avg_hold_bars",
          "skew",
          "kurt",
          "t_gross",
          "fold_positive_share");
  private static final Set<String> TESTED =
      Set.of("p_net", "block", "ci", "p_pred", "path_exceed", "path_draws", "p");
  private static final Set<String> FAMILY = Set.of("q_bh", "q_by");

  @Override
  public String prefix() {
    return "11_";
  }

  /** Bars are read together with the JSON file beside them, and hold no expected value. */
  @Override
  public boolean isInput(String fileName) {
    return bars(fileName);
  }

  static boolean bars(String fileName) {
    return fileName.startsWith("11_") && fileName.endsWith(".csv");
  }

  @Override
  public void check(GoldenFile file, Tally tally) throws IOException {
    Vector root = file.json();
    MeanReversionInput input = MeanReversionInput.read(file, root.field("sessions"));
    checkSessions(root.field("sessions"), input, tally);
    for (Vector run : root.field("runs").elements()) {
      tally.section(run, () -> checkRun(run, input, tally));
    }
  }

  private static void checkSessions(Vector expected, MeanReversionInput input, Tally tally) {
    List<Vector> sessions = tally.paired(expected, input.sessions().size());
    for (int i = 0; i < sessions.size(); i++) {
      Session session = input.sessions().get(i);
      SimulatorTopic.unknown(sessions.get(i), SESSION, tally);
      tally.exact(sessions.get(i).expected("sess"), i);
      tally.exact(sessions.get(i).expected("date"), session.date().toString());
      tally.exact(sessions.get(i).expected("dow"), session.date().getDayOfWeek().getValue() - 1);
      tally.exact(sessions.get(i).expected("n"), SessionGrid.bars(session, Timeframe.M5));
      tally.exact(sessions.get(i).expected("half"), session.halfDay());
    }
  }

  private static void checkRun(Vector run, MeanReversionInput input, Tally tally) {
    AnalysisParams params = input.params(run.field("params"), tally);
    SessionBars bars = input.bars(run.field("params"));
    AnalysisResult result = MeanReversion.runUnbounded(params, bars, null, Execution.of(2));
    Vector expected = run.field("result");
    SimulatorTopic.unknown(expected, RESULT, tally);
    tally.exact(expected.expected("bins_per_day"), result.binsPerDay());
    tally.exact(expected.expected("n_cells"), result.cells().size());
    tally.exact(expected.expected("n_tested"), result.tested());
    tally.exact(expected.expected("n_trades_total"), result.trades().size());
    checkFolds(expected, result, tally);
    checkIndices(
        expected.expected("oos_sessions"),
        Arrays.stream(result.oosSessions()).boxed().toList(),
        tally);
    checkIndices(expected.expected("top_windows"), result.topWindows(), tally);
    checkTrades(expected.expected("trades"), result.trades(), tally);
    List<Vector> cells = tally.paired(expected.expected("cells"), result.cells().size() + 1);
    for (int i = 0; i < cells.size(); i++) {
      checkCell(
          cells.get(i), i < result.cells().size() ? result.cells().get(i) : result.pooled(), tally);
    }
  }

  private static void checkFolds(Vector expected, AnalysisResult result, Tally tally) {
    List<Vector> folds = tally.paired(expected.expected("folds"), result.folds().size());
    for (int i = 0; i < folds.size(); i++) {
      Fold fold = result.folds().get(i);
      tally.exact(folds.get(i).expected("fold"), fold.number());
      WalkForwardTopic.checkRange(
          folds.get(i).expected("train"), fold.trainFrom(), fold.trainTo(), tally);
      WalkForwardTopic.checkRange(
          folds.get(i).expected("test"), fold.testFrom(), fold.testTo(), tally);
    }
    checkIndices(
        expected.expected("chosen_config"),
        result.folds().stream().map(Fold::config).toList(),
        tally);
  }

  private static void checkIndices(Vector expected, List<Integer> actual, Tally tally) {
    List<Vector> indices = tally.paired(expected, actual.size());
    for (int i = 0; i < indices.size(); i++) {
      tally.exact(indices.get(i), actual.get(i));
    }
  }

  /** A file may hold the first trades only. */
  private static void checkTrades(Vector expected, List<Trade> actual, Tally tally) {
    int stated = expected.isArray() ? expected.elements().size() : 0;
    boolean firstOnly = stated > 0 && stated < actual.size();
    List<Vector> trades = tally.paired(expected, firstOnly ? stated : actual.size());
    for (int i = 0; i < trades.size(); i++) {
      Vector each = trades.get(i);
      Trade trade = actual.get(i);
      SimulatorTopic.unknown(each, TRADE, tally);
      tally.exact(each.expected("entry_bar"), trade.entryBar());
      tally.exact(each.expected("exit_bar"), trade.exitBar());
      tally.exact(each.expected("dir"), trade.direction());
      tally.exact(each.expected("entry_price"), trade.entryPrice());
      tally.exact(each.expected("exit_price"), trade.exitPrice());
      tally.exact(each.expected("exit_reason"), trade.reason().name());
      tally.exact(each.expected("gross"), trade.gross());
      tally.exact(each.expected("net"), trade.net());
      tally.exact(each.expected("held"), trade.held());
      tally.exact(each.expected("fold"), trade.fold());
      tally.exact(each.expected("cell"), trade.cell());
    }
  }

  private static void checkCell(Vector expected, CellResult cell, Tally tally) {
    Set<String> known = new HashSet<>(ALWAYS);
    tally.exact(expected.expected("cell"), cell.cell());
    if (cell.bin() < 0) {
      tally.absent(expected.expected("dow"));
      tally.absent(expected.expected("bin"));
    } else {
      tally.exact(expected.expected("dow"), cell.day() == null ? -1 : cell.day().getValue() - 1);
      tally.exact(expected.expected("bin"), cell.bin());
    }
    tally.exact(expected.expected("n_sessions"), cell.sessions());
    tally.exact(expected.expected("n_trades"), cell.trades());
    tally.exact(
        expected.expected("status"),
        cell.status() == CellResult.Status.FAIL ? "TESTED" : cell.status().name());
    if (cell.trades() > 0) {
      known.addAll(TRADED);
      checkStatistics(expected, cell.statistics(), tally);
    }
    Evidence evidence = cell.evidence();
    if (evidence != null) {
      known.addAll(TESTED);
      checkEvidence(expected, evidence, tally);
      if (cell.status() != CellResult.Status.POOLED) {
        known.addAll(FAMILY);
        tally.close(expected.expected("q_bh"), evidence.qBh());
        tally.close(expected.expected("q_by"), evidence.qBy());
      }
    }
    SimulatorTopic.unknown(expected, known, tally);
  }

  private static void checkStatistics(Vector expected, TradeStatistics actual, Tally tally) {
    tally.close(expected.expected("mean_net_trade_bps"), actual.meanNetBps());
    tally.close(expected.expected("mean_gross_trade_bps"), actual.meanGrossBps());
    tally.close(expected.expected("hit_rate"), actual.hitRate());
    tally.close(expected.expected("profit_factor"), actual.profitFactor());
    tally.close(expected.expected("mean_net_session"), actual.meanNetSession());
    tally.close(expected.expected("total_net"), actual.totalNet());
    tally.close(expected.expected("max_drawdown"), actual.maxDrawdown());
    tally.close(expected.expected("turnover_per_session"), actual.turnoverPerSession());
    tally.close(expected.expected("avg_hold_bars"), actual.avgHoldBars());
    tally.close(expected.expected("skew"), actual.skew());
    tally.close(expected.expected("kurt"), actual.kurt());
    tally.close(expected.expected("t_gross"), actual.tGross());
    tally.close(expected.expected("fold_positive_share"), actual.foldPositiveShare());
  }

  private static void checkEvidence(Vector expected, Evidence actual, Tally tally) {
    tally.exact(expected.expected("p_net"), actual.pNet());
    tally.exact(expected.expected("block"), actual.block());
    Vector ci = expected.expected("ci");
    tally.exact(ci.expected("lo95"), actual.lo95());
    tally.exact(ci.expected("hi95"), actual.hi95());
    tally.exact(ci.expected("lo90"), actual.lo90());
    tally.exact(ci.expected("hi90"), actual.hi90());
    tally.exact(expected.expected("p_pred"), actual.pPred());
    tally.exact(expected.expected("path_exceed"), actual.pathExceed());
    tally.exact(expected.expected("path_draws"), actual.pathDraws());
    tally.exact(expected.expected("p"), actual.p());
  }
}
