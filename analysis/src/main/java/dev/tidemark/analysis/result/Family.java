package dev.tidemark.analysis.result;

/**
 * Tests over all tested cells at once (spec §4.10). NaN is null: not computed, or no cell tested.
 *
 * @param realityCheckP White's Reality Check
 * @param spaP Hansen's test of superior predictive ability (consistent)
 * @param maxTP family-wise max-T over the null paths; only when all paths were drawn
 */
public record Family(double realityCheckP, double spaP, double maxTP) {}
