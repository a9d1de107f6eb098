package dev.tidemark.analysis.calibrate;

import dev.tidemark.analysis.calibrate.Section.Column;
import dev.tidemark.core.random.PhiloxStream;
import dev.tidemark.core.random.Purpose;
import dev.tidemark.core.stats.RealityCheck;
import java.util.List;

/**
 * Size of the Reality Check and of SPA (spec §7.5): twenty cells without any mean, a hundred
 * sessions, correlation 0.3.
 */
record RealityCheckStudy(long seed, int tests) implements Study<RealityCheckStudy.Rejected> {
  private static final int CELLS = 20;
  private static final int SESSIONS = 100;
  private static final double BLOCK = 2.0;
  private static final int DRAWS = 299;
  private static final double SPECIFIED = 0.08;

  /** Which of the two rejected at 5 %. */
  record Rejected(boolean plain, boolean superior) {}

  @Override
  public int runs() {
    return tests;
  }

  @Override
  public long cost(int run) {
    return (long) CELLS * SESSIONS * DRAWS / 10;
  }

  @Override
  public Rejected run(int run) {
    PhiloxStream stream = PhiloxStream.of(seed, Purpose.SYNTH, 1, 3000, run);
    double[][] cells = new double[CELLS][SESSIONS];
    for (int s = 0; s < SESSIONS; s++) {
      double shared = Math.sqrt(0.3) * stream.nextNormal();
      for (int c = 0; c < CELLS; c++) {
        cells[c][s] = shared + Math.sqrt(0.7) * stream.nextNormal();
      }
    }
    RealityCheck.Result result =
        RealityCheck.test(cells, BLOCK, Trial.seed(seed, 3000, run), DRAWS);
    return new Rejected(result.plain().p() <= 0.05, result.superior().p() <= 0.05);
  }

  @Override
  public Section report(List<Rejected> outcomes) {
    double plain = (double) outcomes.stream().filter(Rejected::plain).count() / tests;
    double superior = (double) outcomes.stream().filter(Rejected::superior).count() / tests;
    boolean many = tests >= 1000;
    double high = many ? SPECIFIED : (double) Binomial.quantile(tests, SPECIFIED, 0.99) / tests;
    return new Section(
        "reality_check",
        "Reality Check",
        "20 cells with no mean, 100 sessions, correlation 0.3, mean block 2, 299 replicates.",
        List.of(
            new Column("test", "test", Format.TEXT),
            new Column("tests", "families", Format.COUNT),
            new Column("at_05", "p ≤ .05", Format.PERCENT)),
        List.of(
            List.of("Reality Check", tests, plain), List.of("SPA (consistent)", tests, superior)),
        List.of(
            Check.atMost(
                "reality_check",
                "rejections of the Reality Check at 5 %",
                plain,
                Format.PERCENT,
                high,
                many ? "specification §7.5" : "99 % binomial bound at that of specification §7.5")),
        List.of());
  }
}
