package dev.tidemark.analysis.calibrate;

import dev.tidemark.analysis.params.AnalysisParams;
import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.analysis.result.CellResult;

/** All cells enter the correction, and those with too few trades are taken out after it. */
record EligibleAfterDecision(long seed) implements Mutant {

  @Override
  public MutantVerdict examine() {
    AnalysisResult real = Audited.result(seed, Audited.MIN_TRADES);
    AnalysisParams params = real.params();
    AnalysisResult mutant =
        Audited.with(
            Audited.result(seed, 5),
            params,
            cell ->
                cell.trades() >= params.minTrades()
                    ? cell
                    : Audited.with(cell, CellResult.Status.INSUFFICIENT, null));
    return Audited.verdict(
        "eligible_after_decision",
        "cells with too few trades filtered after the correction instead of before",
        "the audit recomputes family, q, PASS and ranking from the result's own figures",
        real,
        mutant);
  }
}
