package dev.tidemark.transform.unify;

import dev.tidemark.transform.progress.LabelRanges;
import java.util.SortedMap;

/**
 * What came in since the last build of a timeframe.
 *
 * @param labels by instrument, the ranges of labels with new rows
 * @param late new rows known later than the grace period after their close
 * @param advances whether a source has a newer version, with or without rows
 */
record SourceChanges(SortedMap<String, LabelRanges> labels, long late, boolean advances) {

  boolean nothingNew() {
    return labels.isEmpty() && !advances;
  }
}
