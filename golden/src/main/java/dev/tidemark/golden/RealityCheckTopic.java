package dev.tidemark.golden;

import dev.tidemark.core.stats.LongRunVariance;
import dev.tidemark.core.stats.RealityCheck;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** 17: reality check and superior predictive ability on a matrix of sessions by cells. */
final class RealityCheckTopic implements GoldenTopic {

  private static final double RELATIVE = 1e-9;
  private static final Set<String> CASE =
      Set.of(
          "name",
          "L",
          "B",
          "seed",
          "X",
          "omega2",
          "rc_stat",
          "rc_exceed",
          "rc_p",
          "spa_stat",
          "spa_c_exceed",
          "spa_c_p");

  @Override
  public String prefix() {
    return "17_";
  }

  @Override
  public void check(GoldenFile file, Tally tally) throws IOException {
    Vector root = file.json();
    tally.known(root, Set.of("_readme", "tolerance", "cases"));
    for (Vector each : root.field("cases").elements()) {
      tally.section(each, () -> checkCase(each, tally));
    }
  }

  private static void checkCase(Vector each, Tally tally) {
    tally.known(each, CASE);
    double[][] cells = columns(each.field("X"));
    double block = each.field("L").number();
    int draws = each.field("B").smallInteger();
    List<Vector> variances = tally.paired(each.expected("omega2"), cells.length);
    for (int c = 0; c < variances.size(); c++) {
      double variance = LongRunVariance.stationary(cells[c], block);
      tally.close(variances.get(c), variance, 0.0, RELATIVE);
    }
    RealityCheck.Result result =
        RealityCheck.test(cells, block, UnsignedText.parse(each.field("seed")), draws);
    tally.close(each.expected("rc_stat"), result.plain().statistic(), 0.0, RELATIVE);
    checkCount(each, "rc", result.plain(), draws, tally);
    tally.close(each.expected("spa_stat"), result.superior().statistic(), 0.0, RELATIVE);
    checkCount(each, "spa_c", result.superior(), draws, tally);
  }

  /**
   * A replicate on the edge may fall to either side, as the order of summation is not specified; p
   * then differs by as much and no more.
   */
  private static void checkCount(
      Vector each, String test, RealityCheck.Verdict actual, int draws, Tally tally) {
    Vector exceed = each.expected(test + "_exceed");
    tally.close(exceed, actual.exceed(), 1.0, 0.0);
    double onTheEdge = exceed.isMissing() ? 0 : actual.exceed() - exceed.number();
    tally.close(each.expected(test + "_p"), actual.p() - onTheEdge / (draws + 1.0), 0.0, RELATIVE);
  }

  private static double[][] columns(Vector matrix) {
    List<Vector> rows = matrix.elements();
    int width = rows.isEmpty() ? 0 : rows.getFirst().elements().size();
    double[][] columns = new double[width][rows.size()];
    for (int s = 0; s < rows.size(); s++) {
      double[] row = rows.get(s).numbers();
      if (row.length != width) {
        throw new MalformedVector(rows.get(s).place(), "expected " + width + " cells");
      }
      for (int c = 0; c < width; c++) {
        columns[c][s] = row[c];
      }
    }
    return columns;
  }
}
