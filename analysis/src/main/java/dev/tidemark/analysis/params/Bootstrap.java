package dev.tidemark.analysis.params;

import org.jspecify.annotations.Nullable;

/**
 * The block bootstrap of key 1 (spec §4.7).
 *
 * @param replicates B
 * @param exceedances h, at which the draws stop early
 * @param block mean block length; null to choose it automatically
 */
public record Bootstrap(Method method, int replicates, int exceedances, @Nullable Double block) {

  /** How blocks are drawn. */
  public enum Method {
    STATIONARY,
    CIRCULAR
  }
}
