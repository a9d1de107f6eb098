package dev.tidemark.core.pit;

/** Stable merge sort of row numbers by (entity, event time, known time, seq). */
final class RowOrder {

  private static final int RUN = 16;

  private RowOrder() {}

  /** The row numbers in order; equal rows keep their positions. */
  static int[] of(AsOfRows rows) {
    int n = rows.rows();
    int[] from = new int[n];
    for (int i = 0; i < n; i++) {
      from[i] = i;
    }
    for (int start = 0; start < n; start += RUN) {
      insertionSort(rows, from, start, Math.min(start + RUN, n));
    }
    int[] to = new int[n];
    for (long width = RUN; width < n; width *= 2) {
      for (long start = 0; start < n; start += 2 * width) {
        int middle = (int) Math.min(start + width, n);
        int end = (int) Math.min(start + 2 * width, n);
        merge(rows, from, to, (int) start, middle, end);
      }
      int[] swap = from;
      from = to;
      to = swap;
    }
    return from;
  }

  private static void insertionSort(AsOfRows rows, int[] order, int start, int end) {
    for (int i = start + 1; i < end; i++) {
      int row = order[i];
      int j = i;
      while (j > start && rows.compare(order[j - 1], row) > 0) {
        order[j] = order[j - 1];
        j--;
      }
      order[j] = row;
    }
  }

  private static void merge(AsOfRows rows, int[] from, int[] to, int start, int middle, int end) {
    int left = start;
    int right = middle;
    for (int at = start; at < end; at++) {
      boolean takeLeft =
          left < middle && (right >= end || rows.compare(from[left], from[right]) <= 0);
      to[at] = takeLeft ? from[left++] : from[right++];
    }
  }
}
