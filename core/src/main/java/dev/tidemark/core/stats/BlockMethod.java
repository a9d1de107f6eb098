package dev.tidemark.core.stats;

/** How blocks of a dependent series are drawn. */
public enum BlockMethod {
  /** Blocks of geometric length (Politis, Romano 1994). */
  STATIONARY,
  /** Blocks of equal length on a circle (Politis, Romano 1992). */
  CIRCULAR
}
