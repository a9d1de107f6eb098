package dev.tidemark.analysis.calibrate;

import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.analysis.result.CellResult;
import dev.tidemark.analysis.result.Evidence;
import dev.tidemark.core.stats.FalseDiscovery;

/** Cells that were not tested enter the family with p = 1, which makes every q greater. */
record UntestedInFamily(long seed) implements Mutant {

  @Override
  public MutantVerdict examine() {
    AnalysisResult real = Audited.result(seed, Audited.MIN_TRADES);
    double[] p = new double[real.cells().size()];
    for (int cell = 0; cell < p.length; cell++) {
      Evidence evidence = real.cells().get(cell).evidence();
      p[cell] = evidence == null ? 1.0 : evidence.p();
    }
    double[] q = FalseDiscovery.benjaminiHochberg(p);
    double level = real.params().falseDiscovery().level();
    AnalysisResult mutant =
        Audited.with(
            real,
            real.params(),
            cell -> {
              Evidence evidence = cell.evidence();
              if (evidence == null) {
                return cell;
              }
              double wrong = q[cell.cell()];
              return Audited.with(
                  cell,
                  wrong <= level ? CellResult.Status.PASS : CellResult.Status.FAIL,
                  Audited.withQ(evidence, of -> wrong));
            });
    return Audited.verdict(
        "untested_in_family",
        "INSUFFICIENT cells counted in the family with p = 1",
        "the audit recomputes family, q, PASS and ranking from the result's own figures",
        real,
        mutant);
  }
}
