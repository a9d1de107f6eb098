package dev.tidemark.transform.enrich;

/** Where labels stand on the grid of a series. Confined to one thread. */
interface GridPositions {
  /** A label that is not on the grid. */
  long OFF_GRID = Long.MIN_VALUE;

  /**
   * Number of the grid bar with this label, counted on across sessions from some origin fixed for
   * the object; {@link #OFF_GRID} when there is none. Fast for labels in rising order.
   */
  long position(long labelMicros);

  /** Number of the session of the label asked for last. */
  int session();
}
