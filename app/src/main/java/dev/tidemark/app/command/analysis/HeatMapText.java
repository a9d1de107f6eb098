package dev.tidemark.app.command.analysis;

import dev.tidemark.analysis.params.AnalysisParams;
import dev.tidemark.analysis.params.Windows;
import dev.tidemark.analysis.report.SessionClock;
import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.analysis.result.CellResult;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * The heat map in characters: a row per day, a column per window, mean net basis points per trade;
 * {@code *} marks those that survive, a dot those with too little data.
 */
final class HeatMapText {
  private static final int WIDTH = 8;

  private HeatMapText() {}

  static void print(AnalysisResult result, PrintWriter out) {
    AnalysisParams params = result.params();
    SessionClock clock = SessionClock.of(params.calendar(), params.windows());
    boolean each = params.windows().mode() == Windows.Mode.EACH_DAY;
    int days = each ? params.windows().days().size() : 1;
    StringBuilder header = new StringBuilder("       ");
    for (int bin = 0; bin < result.binsPerDay(); bin++) {
      header.append(String.format(Locale.ROOT, "%" + WIDTH + "s", clock.start(bin)));
    }
    out.println(header);
    for (int day = 0; day < days; day++) {
      String name = each ? params.windows().days().get(day).name().substring(0, 3) : "all";
      StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "  %-5s", name));
      for (int bin = 0; bin < result.binsPerDay(); bin++) {
        line.append(cell(result.cells().get(day * result.binsPerDay() + bin)));
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private static String cell(CellResult cell) {
    if (cell.status() == CellResult.Status.INSUFFICIENT) {
      return " ".repeat(WIDTH - 2) + ". ";
    }
    return String.format(
        Locale.ROOT,
        "%" + (WIDTH - 1) + ".1f%s",
        cell.statistics().meanNetBps(),
        cell.status() == CellResult.Status.PASS ? "*" : " ");
  }
}
