package dev.tidemark.core.pit;

import org.jspecify.annotations.Nullable;

/**
 * Bitemporal rows as columns. The arrays may be longer than {@code rows}, are not copied when they
 * are in order, and must not change while an index uses them.
 *
 * @param rows number of rows
 * @param entity codes from 0 on, dense: they index a dictionary
 * @param eventTime when it happened
 * @param knownTime from when on it could be known
 * @param seq orders rows of the same entity and times; null if their position does
 * @param deleted whether the row takes the fact back; null if none does
 */
public record AsOfRows(
    int rows,
    int[] entity,
    long[] eventTime,
    long[] knownTime,
    long @Nullable [] seq,
    boolean @Nullable [] deleted) {

  /** Rows without deletions, ordered by position where their times are equal. */
  public static AsOfRows of(int rows, int[] entity, long[] eventTime, long[] knownTime) {
    return new AsOfRows(rows, entity, eventTime, knownTime, null, null);
  }

  /** Order of two rows by (entity, event time, known time, seq). */
  int compare(int a, int b) {
    if (entity[a] != entity[b]) {
      return Integer.compare(entity[a], entity[b]);
    }
    if (eventTime[a] != eventTime[b]) {
      return Long.compare(eventTime[a], eventTime[b]);
    }
    if (knownTime[a] != knownTime[b]) {
      return Long.compare(knownTime[a], knownTime[b]);
    }
    return seq == null ? 0 : Long.compare(seq[a], seq[b]);
  }

  boolean isSorted() {
    for (int row = 1; row < rows; row++) {
      if (compare(row - 1, row) > 0) {
        return false;
      }
    }
    return true;
  }
}
