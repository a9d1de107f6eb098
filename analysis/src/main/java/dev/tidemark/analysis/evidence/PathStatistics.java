package dev.tidemark.analysis.evidence;

/** Evaluates null paths: one t-statistic per tested cell and the pooled one. One per thread. */
interface PathStatistics {

  /** Paths that are evaluated together. */
  int lanes();

  /**
   * Statistics of consecutive paths.
   *
   * @param first number of the first path; paths count from 1
   * @param out one row per path, at most {@link #lanes}; cells in the order of the slots
   */
  void evaluate(int first, double[][] out);
}
