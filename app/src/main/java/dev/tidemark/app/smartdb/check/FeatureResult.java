package dev.tidemark.app.smartdb.check;

import dev.tidemark.app.smartdb.load.SeriesName;

/**
 * How a feature of a series compares.
 *
 * @param rows compared
 * @param equal values that are the same, to the last digit or bit
 * @param within doubles less than 1e-9 of their size apart
 * @param different values that are not
 * @param worst greatest relative distance of two doubles
 * @param first where and how they first differ; empty when they do not
 */
public record FeatureResult(
    SeriesName series,
    String feature,
    long rows,
    long equal,
    long within,
    long different,
    double worst,
    String first) {

  /** {@code equal}, {@code within tolerance}, {@code different} or {@code no data}. */
  public String verdict() {
    if (different > 0) {
      return "different";
    }
    return within > 0 ? "within tolerance" : rows == 0 ? "no data" : "equal";
  }
}
