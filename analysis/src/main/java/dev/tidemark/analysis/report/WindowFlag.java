package dev.tidemark.analysis.report;

import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.analysis.result.CellResult;
import dev.tidemark.analysis.result.CostCurve;
import dev.tidemark.analysis.result.Evidence;
import java.util.ArrayList;
import java.util.List;

/** What the reader of a tested window should know; none of it changes a decision (spec §4.9). */
public enum WindowFlag {
  /** Fewer than 60 % of the folds earned anything. */
  UNSTABLE,
  /** At twice the costs asked for nothing is left. */
  COST_FRAGILE,
  /** Folds chose different configurations; the one shown is that of the last. */
  CONFIG_VARIES,
  /** All sessions are equal: nothing could be tested. */
  DEGENERATE;

  private static final double STABLE_FROM = 0.6;

  static List<WindowFlag> of(AnalysisResult result, CellResult cell) {
    Evidence evidence = cell.evidence();
    if (evidence == null) {
      return List.of();
    }
    List<WindowFlag> flags = new ArrayList<>();
    if (cell.statistics().foldPositiveShare() < STABLE_FROM) {
      flags.add(UNSTABLE);
    }
    for (CostCurve.Point point : cell.costs().points()) {
      if (point.multiple() == 2 && point.meanNetBps() <= 0) {
        flags.add(COST_FRAGILE);
      }
    }
    if (result.folds().stream().mapToInt(fold -> fold.config()).distinct().count() > 1) {
      flags.add(CONFIG_VARIES);
    }
    if (evidence.degenerate()) {
      flags.add(DEGENERATE);
    }
    return flags;
  }
}
