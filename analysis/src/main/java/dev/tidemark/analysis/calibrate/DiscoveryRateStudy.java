package dev.tidemark.analysis.calibrate;

import dev.tidemark.analysis.calibrate.Section.Column;
import dev.tidemark.core.random.PhiloxStream;
import dev.tidemark.core.random.Purpose;
import dev.tidemark.core.stats.FalseDiscovery;
import dev.tidemark.core.stats.Normal;
import java.util.ArrayList;
import java.util.List;

/**
 * False discovery rate of Benjamini–Hochberg with tests that depend on each other (spec §7.5): 35
 * one-sided normal tests at q = 0.10, of which five have something to find.
 *
 * @param families per correlation
 */
record DiscoveryRateStudy(long seed, int families) implements Study<Double> {
  private static final double[] CORRELATIONS = {0.0, 0.3, 0.7};
  private static final int TESTS = 35;
  private static final int TRUE_EFFECTS = 5;
  private static final double EFFECT = 3.0;
  private static final double LEVEL = 0.10;

  @Override
  public int runs() {
    return CORRELATIONS.length;
  }

  @Override
  public long cost(int run) {
    return (long) families * 1000;
  }

  /** Mean over families of the share of discoveries that are false. */
  @Override
  public Double run(int run) {
    double common = Math.sqrt(CORRELATIONS[run]);
    double own = Math.sqrt(1 - CORRELATIONS[run]);
    double sum = 0.0;
    double[] p = new double[TESTS];
    for (int family = 0; family < families; family++) {
      PhiloxStream stream = PhiloxStream.of(seed, Purpose.SYNTH, 1, 2000 + run, family);
      double shared = stream.nextNormal();
      for (int i = 0; i < TESTS; i++) {
        double z = common * shared + own * stream.nextNormal() + (i < TRUE_EFFECTS ? EFFECT : 0);
        p[i] = Normal.upperTail(z);
      }
      double[] q = FalseDiscovery.benjaminiHochberg(p);
      int all = 0;
      int wrong = 0;
      for (int i = 0; i < TESTS; i++) {
        all += q[i] <= LEVEL ? 1 : 0;
        wrong += q[i] <= LEVEL && i >= TRUE_EFFECTS ? 1 : 0;
      }
      sum += (double) wrong / Math.max(1, all);
    }
    return sum / families;
  }

  @Override
  public Section report(List<Double> outcomes) {
    List<List<Object>> rows = new ArrayList<>();
    List<Check> checks = new ArrayList<>();
    // A share of at most one varies no more than a coin: 2.58 standard errors are 99 %.
    double slack = families >= 4000 ? 0.0 : 2.58 * Math.sqrt(0.1 * 0.9 / families);
    for (int i = 0; i < CORRELATIONS.length; i++) {
      rows.add(List.of(CORRELATIONS[i], families, outcomes.get(i)));
      checks.add(
          Check.atMost(
              "fdr_" + Math.round(10 * CORRELATIONS[i]),
              "false discovery rate at correlation " + CORRELATIONS[i],
              outcomes.get(i),
              Format.PERCENT,
              0.105 + slack,
              slack == 0.0 ? "specification §7.5" : "specification §7.5, plus 99 % of the noise"));
    }
    return new Section(
        "discovery_rate",
        "False discovery rate",
        "Benjamini–Hochberg at 0.10, 35 equicorrelated one-sided normal tests, 5 of them shifted by 3"
            + " standard deviations.",
        List.of(
            new Column("correlation", "correlation", Format.NUMBER),
            new Column("families", "families", Format.COUNT),
            new Column("fdr", "false discovery rate", Format.PERCENT)),
        rows,
        checks,
        List.of());
  }
}
