package dev.tidemark.analysis.calibrate;

import dev.tidemark.analysis.params.AnalysisParams;
import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.analysis.result.CellResult;
import dev.tidemark.analysis.result.Evidence;
import dev.tidemark.core.stats.FalseDiscovery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Whether the decision of a result follows from its own figures (spec §4.9): the family is the
 * cells with enough trades and sessions, nothing is selected after the correction.
 */
final class ResultAudit {
  private static final double ROUNDING = 1e-12;
  private static final int TOP = 5;

  private ResultAudit() {}

  /** What does not follow; empty if all does. */
  static List<String> violations(AnalysisResult result) {
    List<String> found = new ArrayList<>();
    AnalysisParams params = result.params();
    List<CellResult> tested = new ArrayList<>();
    for (CellResult cell : result.cells()) {
      boolean enough =
          cell.trades() >= params.minTrades() && cell.sessions() >= params.minSessions();
      if (enough != (cell.evidence() != null)) {
        found.add("cell " + cell.cell() + " is " + (enough ? "not tested" : "tested"));
      }
      if (enough && cell.evidence() != null) {
        tested.add(cell);
      }
    }
    double[] q =
        FalseDiscovery.benjaminiHochberg(
            tested.stream().mapToDouble(cell -> evidence(cell).p()).toArray());
    List<CellResult> passing = new ArrayList<>();
    for (int i = 0; i < q.length; i++) {
      CellResult cell = tested.get(i);
      if (Math.abs(q[i] - evidence(cell).qBh()) > ROUNDING) {
        found.add("q of cell " + cell.cell() + " is not that of the family");
      }
      boolean pass = q[i] <= params.falseDiscovery().level();
      if (pass != (cell.status() == CellResult.Status.PASS)) {
        found.add("cell " + cell.cell() + (pass ? " does not pass" : " passes"));
      }
      if (pass) {
        passing.add(cell);
      }
    }
    List<Integer> top =
        passing.stream()
            .sorted(
                Comparator.comparingDouble((CellResult cell) -> evidence(cell).lo90())
                    .thenComparingInt(CellResult::trades)
                    .reversed()
                    .thenComparingInt(CellResult::cell))
            .limit(TOP)
            .map(CellResult::cell)
            .toList();
    if (!top.equals(result.topWindows())) {
      found.add("the top windows are not the best of the passing cells");
    }
    return found;
  }

  private static Evidence evidence(CellResult cell) {
    return Objects.requireNonNull(cell.evidence());
  }
}
