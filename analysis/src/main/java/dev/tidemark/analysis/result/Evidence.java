package dev.tidemark.analysis.result;

/**
 * The two keys and what follows from them, for a cell that was tested. Confidence bounds are of the
 * mean net return per eligible session.
 *
 * @param pNet key 1: block bootstrap of the mean
 * @param block mean block length used
 * @param degenerate whether all session sums are equal
 * @param pPred key 2: sign-flip paths
 * @param p the greater of the two
 * @param qBh Benjamini–Hochberg adjusted p; NaN for the pooled cell, which is in no family
 * @param qBy Benjamini–Yekutieli adjusted p
 * @param deflatedSharpe probability that the Sharpe ratio beats the best of all trials of this run
 */
public record Evidence(
    double pNet,
    double block,
    int bootstrapExceed,
    int bootstrapDraws,
    boolean degenerate,
    double lo95,
    double hi95,
    double lo90,
    double hi90,
    double pPred,
    int pathExceed,
    int pathDraws,
    double p,
    double qBh,
    double qBy,
    double deflatedSharpe) {}
