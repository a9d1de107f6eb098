package dev.tidemark.golden;

import dev.tidemark.core.stats.Cusum;
import dev.tidemark.core.stats.KolmogorovSmirnov;
import dev.tidemark.core.stats.PopulationStability;
import java.util.List;

/** The parts of file 16 about drift: distributions and the cumulative sum. */
final class DriftCheck {
  private DriftCheck() {}

  static void distributions(Vector each, Tally tally) {
    double[] reference = each.field("ref").numbers();
    double[] live = each.field("live").numbers();
    PopulationStability actual = PopulationStability.of(reference, live);
    Vector expected = each.expected("psi");
    tally.closeColumn(
        expected.expected("edges"), actual.edges().stream().mapToDouble(e -> e).toArray());
    counts(expected.expected("counts_ref"), actual.referenceCounts(), tally);
    counts(expected.expected("counts_live"), actual.liveCounts(), tally);
    tally.close(expected.expected("psi"), actual.psi());
    tally.close(expected.expected("chi2"), actual.chi2());
    tally.close(expected.expected("p"), actual.p());
    tally.exact(expected.expected("status"), actual.status().name());
    tally.close(each.expected("ks").expected("D"), KolmogorovSmirnov.distance(reference, live));
  }

  static void cusum(Vector each, Tally tally) {
    double[] x = each.field("x").numbers();
    Cusum sum =
        new Cusum(
            each.field("mu").number(),
            each.field("sd").number(),
            each.field("k").number(),
            each.field("h").number());
    double[] path = new double[x.length];
    int firstAlarm = -1;
    for (int i = 0; i < x.length; i++) {
      path[i] = sum.update(x[i]);
      if (firstAlarm < 0 && sum.alarm()) {
        firstAlarm = i;
      }
    }
    tally.closeColumn(each.expected("path"), path);
    Vector expected = each.expected("first_alarm");
    if (firstAlarm < 0) {
      tally.absent(expected);
    } else {
      tally.exact(expected, firstAlarm);
    }
  }

  private static void counts(Vector expected, List<Integer> actual, Tally tally) {
    List<Vector> paired = tally.paired(expected, actual.size());
    for (int i = 0; i < paired.size(); i++) {
      tally.exact(paired.get(i), actual.get(i));
    }
  }
}
