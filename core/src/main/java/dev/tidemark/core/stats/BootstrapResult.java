package dev.tidemark.core.stats;

/**
 * What a bootstrap of the mean says. Bounds are of the mean, in the unit of the series.
 *
 * @param n length of the series
 * @param mean of the series
 * @param block mean block length used
 * @param p of the hypothesis that the true mean is not positive; 1 when degenerate
 * @param exceed judged replicates whose mean reached the observed one
 * @param draws replicates judged; 0 when degenerate
 * @param stopped whether judging stopped early, at the h-th exceedance
 * @param degenerate whether all values are equal, so that there is nothing to resample
 * @param lo95 lower bound of the 95 % interval; like the other bounds NaN when degenerate
 */
public record BootstrapResult(
    int n,
    double mean,
    double block,
    double p,
    int exceed,
    int draws,
    boolean stopped,
    boolean degenerate,
    double lo95,
    double hi95,
    double lo90,
    double hi90) {}
