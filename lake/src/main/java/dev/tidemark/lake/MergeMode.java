package dev.tidemark.lake;

/** What a merge does with a row whose key is already in the table. */
public enum MergeMode {
  /** The new row replaces the stored one. */
  UPSERT,
  /** The stored row stays; only rows with new keys are added. */
  INSERT_ONLY
}
