package dev.tidemark.analysis.evidence;

import dev.tidemark.analysis.params.Bootstrap;
import dev.tidemark.analysis.result.Family;
import dev.tidemark.core.stats.BlockLength;
import dev.tidemark.core.stats.RealityCheck;
import java.util.List;

/**
 * Tests of all tested cells at once (spec §4.10), on the out-of-sample sessions that trade; a cell
 * has 0 in those of other days. The block length is the one asked for, else that of the pooled
 * series, because the cells share their resampled sessions.
 */
final class Families {
  private static final int FEWEST_SESSIONS = 3;

  private Families() {}

  static Family of(
      List<CellSample> tested, CellSample pooled, Bootstrap rule, double maxT, long seed) {
    int n = pooled.sessions().length;
    if (tested.isEmpty() || n < FEWEST_SESSIONS) {
      return new Family(Double.NaN, Double.NaN, maxT);
    }
    double[][] cells = new double[tested.size()][n];
    for (int c = 0; c < cells.length; c++) {
      CellSample cell = tested.get(c);
      int at = 0;
      for (int s = 0; s < cell.sessions().length; s++) {
        while (pooled.sessions()[at] < cell.sessions()[s]) {
          at++;
        }
        cells[c][at] = cell.net()[s];
      }
    }
    Double asked = rule.block();
    double block = asked == null ? BlockLength.of(pooled.net()).stationary() : Math.min(asked, n);
    RealityCheck.Result result = RealityCheck.test(cells, block, seed, rule.replicates());
    return new Family(result.plain().p(), result.superior().p(), maxT);
  }
}
