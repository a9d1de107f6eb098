package dev.tidemark.transform.unify;

import dev.tidemark.transform.progress.LabelRanges;
import java.util.SortedMap;
import java.util.function.Supplier;

/** Collects the labels with new rows. */
record Dirty(SortedMap<String, LabelRanges> labels, Supplier<LabelRanges> none) {

  void add(String instrument, long from, long to) {
    labels.computeIfAbsent(instrument, unused -> none.get()).add(from, to);
  }
}
