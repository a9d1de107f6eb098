package dev.tidemark.transform;

/** How much of a silver table to build. */
public enum BuildMode {
  /** What changed since the last build; everything when there was none or the rules changed. */
  INCREMENTAL,
  /** Everything anew. The same rows as any number of increments. */
  FULL
}
