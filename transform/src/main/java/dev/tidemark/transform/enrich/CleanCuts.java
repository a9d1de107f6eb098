package dev.tidemark.transform.enrich;

import java.util.Arrays;

/**
 * Where a series can be cut so that knowledge of the part before never comes after knowledge of the
 * part behind. Between two neighbouring cuts stands either a single row, which is simply the next
 * step of the fold, or a stretch with late or corrected bars, which has to be replayed.
 *
 * @param from first rows of the stretches to replay, rising; {@code to} the rows after their last
 */
@SuppressWarnings("ArrayRecordComponent") // a plain pair of columns
record CleanCuts(int[] from, int[] to) {

  /**
   * Finds the stretches.
   *
   * @param label and {@code known}: of the rows in order of label, then known time
   */
  static CleanCuts of(long[] label, long[] known, int rows) {
    long[] earliestAfter = new long[rows + 1];
    earliestAfter[rows] = Long.MAX_VALUE;
    for (int i = rows - 1; i >= 0; i--) {
      earliestAfter[i] = Math.min(known[i], earliestAfter[i + 1]);
    }
    int[] from = new int[8];
    int[] to = new int[8];
    int count = 0;
    long latest = Long.MIN_VALUE;
    int start = 0;
    for (int i = 0; i < rows; i++) {
      latest = Math.max(latest, known[i]);
      boolean cut = i + 1 == rows || (label[i] != label[i + 1] && latest <= earliestAfter[i + 1]);
      if (cut) {
        if (i > start) {
          if (count == from.length) {
            from = Arrays.copyOf(from, count * 2);
            to = Arrays.copyOf(to, count * 2);
          }
          from[count] = start;
          to[count++] = i + 1;
        }
        start = i + 1;
      }
    }
    return new CleanCuts(Arrays.copyOf(from, count), Arrays.copyOf(to, count));
  }
}
