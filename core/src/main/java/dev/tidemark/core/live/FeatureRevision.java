package dev.tidemark.core.live;

/**
 * The features of one closed minute, from some time on.
 *
 * @param group which features
 * @param startNanos left label of the minute, nanoseconds UTC
 * @param closeNanos its end, which is the event time of the features
 * @param revision 0 for the first emission, then one more for every change
 * @param knownNanos from when on these values are known
 * @param values one per {@link FeatureGroup#features()}, NaN for null; empty when the minute has no
 *     features any more. Compared by bits.
 */
public record FeatureRevision(
    FeatureGroup group,
    long startNanos,
    long closeNanos,
    int revision,
    long knownNanos,
    double[] values) {}
