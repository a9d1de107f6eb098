package dev.tidemark.transform.unify;

import dev.tidemark.transform.bars.BarField;
import dev.tidemark.transform.bars.BarRows;
import dev.tidemark.transform.progress.Change;
import dev.tidemark.transform.progress.LabelRanges.Range;
import dev.tidemark.transform.progress.SeriesKey;
import java.util.Optional;

/**
 * The rows of a range of labels that take the place of the stored ones.
 *
 * @param removes whether there are stored rows in the range
 */
record Replacement(Change change, BarRows rows, boolean removes) {

  /** Cuts equal rows off at both ends; empty when all are equal. Both by label and known time. */
  static Optional<Replacement> of(SeriesKey series, BarRows old, BarRows fresh) {
    int head = 0;
    while (head < old.size() && head < fresh.size() && BarRows.same(old, head, fresh, head)) {
      head++;
    }
    int oldEnd = old.size();
    int freshEnd = fresh.size();
    while (oldEnd > head && freshEnd > head && BarRows.same(old, oldEnd - 1, fresh, freshEnd - 1)) {
      oldEnd--;
      freshEnd--;
    }
    if (head == oldEnd && head == freshEnd) {
      return Optional.empty();
    }
    // Whole labels: a label's other versions lie next to the first and last difference.
    long from = Math.min(label(old, head, oldEnd), label(fresh, head, freshEnd));
    long to = Math.max(lastLabel(old, head, oldEnd), lastLabel(fresh, head, freshEnd));
    long known = Math.min(earliest(old, head, oldEnd), earliest(fresh, head, freshEnd));
    BarRows rows = new BarRows();
    for (int row = 0; row < fresh.size(); row++) {
      if (within(fresh, row, from, to)) {
        rows.addCopy(fresh, row);
      }
    }
    boolean removes = false;
    for (int row = 0; row < old.size() && !removes; row++) {
      removes = within(old, row, from, to);
    }
    return Optional.of(new Replacement(new Change(series, from, to, known), rows, removes));
  }

  Range range() {
    return new Range(change.from(), change.to());
  }

  private static boolean within(BarRows rows, int row, long from, long to) {
    long label = rows.get(BarField.LABEL, row);
    return label >= from && label <= to;
  }

  private static long label(BarRows rows, int from, int to) {
    return from < to ? rows.get(BarField.LABEL, from) : Long.MAX_VALUE;
  }

  private static long lastLabel(BarRows rows, int from, int to) {
    return from < to ? rows.get(BarField.LABEL, to - 1) : Long.MIN_VALUE;
  }

  private static long earliest(BarRows rows, int from, int to) {
    long known = Long.MAX_VALUE;
    for (int row = from; row < to; row++) {
      known = Math.min(known, rows.get(BarField.KNOWN, row));
    }
    return known;
  }
}
