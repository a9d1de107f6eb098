package dev.tidemark.analysis.calibrate;

import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.analysis.result.CellResult;

/** Of the cells that survive the correction, only those are shown that won in every fold. */
record WinnersOnly(long seed) implements Mutant {

  @Override
  public MutantVerdict examine() {
    AnalysisResult real = Audited.result(seed, Audited.MIN_TRADES);
    AnalysisResult mutant =
        Audited.with(
            real,
            real.params(),
            cell ->
                cell.status() == CellResult.Status.PASS && cell.statistics().minFoldMean() <= 0
                    ? Audited.with(cell, CellResult.Status.FAIL, cell.evidence())
                    : cell);
    return Audited.verdict(
        "winners_only",
        "discoveries filtered by their returns after the correction",
        "the audit recomputes family, q, PASS and ranking from the result's own figures",
        real,
        mutant);
  }
}
