package dev.tidemark.core.live;

import java.util.Arrays;

/**
 * Features of minutes as columns, ascending by label.
 *
 * @param group which features
 * @param rows number of minutes
 * @param startNanos left labels, nanoseconds UTC
 * @param closeNanos ends, which are the event times
 * @param values one column per {@link FeatureGroup#features()}, NaN for null
 */
public record FeatureColumns(
    FeatureGroup group, int rows, long[] startNanos, long[] closeNanos, double[][] values) {

  /** The values of one minute, as a {@link FeatureRevision} has them. */
  public double[] row(int row) {
    return Arrays.stream(values).mapToDouble(column -> column[row]).toArray();
  }
}
