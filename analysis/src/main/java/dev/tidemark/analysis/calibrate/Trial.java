package dev.tidemark.analysis.calibrate;

import dev.tidemark.analysis.Execution;
import dev.tidemark.analysis.MeanReversion;
import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.analysis.result.CellResult;
import dev.tidemark.analysis.result.Evidence;
import dev.tidemark.core.random.PhiloxStream;
import dev.tidemark.core.random.Purpose;
import dev.tidemark.core.stats.FalseDiscovery;
import java.util.ArrayList;
import java.util.List;

/**
 * What one analysis of a simulated market said.
 *
 * @param seed of the analysis
 * @param cells ids of the tested cells; the arrays of p-values are in their order
 * @param passed ids
 * @param passedNet cells that would pass if key 1 decided alone
 */
record Trial(
    long seed,
    List<Integer> cells,
    double[] pPred,
    double[] pNet,
    List<Integer> passed,
    int passedNet,
    int trades,
    double meanGrossBps) {

  /** Draws the market and analyses it the way {@code tidemark analyze} does, with one thread. */
  static Trial run(
      Market market, Design design, double bpsPerSide, long root, int experiment, int number) {
    SessionBars bars = market.bars(design.sessions(), Shocks.stream(root, experiment, number));
    long seed = seed(root, experiment, number);
    return of(
        seed, MeanReversion.run(design.params(bpsPerSide, seed), bars, null, Execution.of(1)));
  }

  static Trial of(long seed, AnalysisResult result) {
    List<Integer> cells = new ArrayList<>();
    List<Integer> passed = new ArrayList<>();
    List<Evidence> evidence = new ArrayList<>();
    for (CellResult cell : result.cells()) {
      Evidence of = cell.evidence();
      if (of != null) {
        cells.add(cell.cell());
        evidence.add(of);
      }
      if (cell.status() == CellResult.Status.PASS) {
        passed.add(cell.cell());
      }
    }
    double[] pNet = evidence.stream().mapToDouble(Evidence::pNet).toArray();
    double level = result.params().falseDiscovery().level();
    int passedNet = 0;
    for (double q : FalseDiscovery.benjaminiHochberg(pNet)) {
      passedNet += q <= level ? 1 : 0;
    }
    return new Trial(
        seed,
        cells,
        evidence.stream().mapToDouble(Evidence::pPred).toArray(),
        pNet,
        passed,
        passedNet,
        result.pooled().trades(),
        result.pooled().statistics().meanGrossBps());
  }

  /** Analyses do not share their draws either. */
  static long seed(long root, int experiment, int number) {
    PhiloxStream stream = PhiloxStream.of(root, Purpose.SYNTH, 2, experiment, number);
    return ((long) stream.word(0) << 32) | (stream.word(1) & 0xFFFFFFFFL);
  }
}
