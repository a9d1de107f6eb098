package dev.tidemark.analysis.report;

import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.analysis.result.CellResult;
import dev.tidemark.analysis.result.Evidence;
import dev.tidemark.analysis.result.TradeStatistics;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code windows.csv}: one line per cell, by id. Columns have the names and units of the body; the
 * figures of a cell with too little data are empty.
 */
public final class WindowsCsv {
  private static final double BPS = 1e4;

  private static final List<String> COLUMNS =
      List.of(
          "rank",
          "cell",
          "dow",
          "window",
          "status",
          "n_trades",
          "n_sessions",
          "mean_net_bp",
          "mean_gross_bp",
          "mean_net_session_bp",
          "ci90_low",
          "ci90_high",
          "ci95_low",
          "ci95_high",
          "hit_rate",
          "profit_factor",
          "oos_sharpe",
          "deflated_sharpe",
          "total_net",
          "max_drawdown",
          "fold_positive_share",
          "p_net",
          "p_pred",
          "p",
          "fdr_q",
          "by_q",
          "cost_break_even_bp",
          "drift_flag",
          "flags");

  private WindowsCsv() {}

  public static byte[] bytes(AnalysisResult result) {
    SessionClock clock = SessionClock.of(result.params().calendar(), result.params().windows());
    CsvTable table = new CsvTable(COLUMNS);
    for (CellResult cell : result.cells()) {
      int rank = result.topWindows().indexOf(cell.cell());
      table
          .text(rank < 0 ? null : Integer.toString(rank + 1))
          .whole(cell.cell())
          .text(WindowJson.day(cell.day()))
          .text(clock.window(cell.bin()))
          .text(cell.status().name())
          .whole(cell.trades())
          .whole(cell.sessions());
      Evidence evidence = cell.evidence();
      if (cell.status() == CellResult.Status.INSUFFICIENT || evidence == null) {
        for (int column = 7; column < COLUMNS.size(); column++) {
          table.text(null);
        }
      } else {
        figures(cell, evidence, table);
        table.text(
            WindowFlag.of(result, cell).stream().map(Enum::name).collect(Collectors.joining(" ")));
      }
      table.end();
    }
    return table.bytes();
  }

  private static void figures(CellResult cell, Evidence evidence, CsvTable table) {
    TradeStatistics all = cell.statistics();
    table
        .number(all.meanNetBps())
        .number(all.meanGrossBps())
        .number(all.meanNetSession() * BPS)
        .number(evidence.lo90() * BPS)
        .number(evidence.hi90() * BPS)
        .number(evidence.lo95() * BPS)
        .number(evidence.hi95() * BPS)
        .number(all.hitRate())
        .number(all.profitFactor())
        .number(all.annualSharpe())
        .number(evidence.deflatedSharpe())
        .number(all.totalNet())
        .number(all.maxDrawdown())
        .number(all.foldPositiveShare())
        .number(evidence.pNet())
        .number(evidence.pPred())
        .number(evidence.p())
        .number(evidence.qBh())
        .number(evidence.qBy())
        .number(cell.costs().breakEvenBpsPerSide())
        .text(cell.drift().name());
  }
}
