package dev.tidemark.analysis.result;

/**
 * One walk-forward fold; session indices, half open.
 *
 * @param config index of the configuration chosen on the training sessions
 */
public record Fold(int number, int trainFrom, int trainTo, int testFrom, int testTo, int config) {}
