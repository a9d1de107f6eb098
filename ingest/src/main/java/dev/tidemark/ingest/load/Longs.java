package dev.tidemark.ingest.load;

import java.util.Arrays;

/** Growing columns and sorting of row numbers, without boxing. */
final class Longs {

  private Longs() {}

  static long[] grow(long[] values, int capacity) {
    return Arrays.copyOf(values, capacity);
  }

  /**
   * Row numbers {@code [0, rows)} sorted by key, rows of equal keys in their order. Runs that are
   * sorted already, the usual case, cost one comparison per row.
   */
  static int[] sortedOrder(long[] keys, int rows) {
    int[] order = new int[rows];
    boolean sorted = true;
    for (int i = 0; i < rows; i++) {
      order[i] = i;
      if (i > 0 && keys[i] < keys[i - 1]) {
        sorted = false;
      }
    }
    return sorted ? order : mergeRuns(order, keys, rows);
  }

  private static int[] mergeRuns(int[] order, long[] keys, int rows) {
    int[] from = order;
    int[] to = new int[rows];
    while (true) {
      int at = 0;
      int runs = 0;
      while (at < rows) {
        int middle = runEnd(from, keys, at, rows);
        int end = middle < rows ? runEnd(from, keys, middle, rows) : rows;
        merge(from, to, keys, at, middle, end);
        at = end;
        runs++;
      }
      if (runs <= 1) {
        return to;
      }
      int[] swap = from;
      from = to;
      to = swap;
    }
  }

  private static int runEnd(int[] order, long[] keys, int start, int rows) {
    int end = start + 1;
    while (end < rows && keys[order[end]] >= keys[order[end - 1]]) {
      end++;
    }
    return end;
  }

  private static void merge(int[] from, int[] to, long[] keys, int start, int middle, int end) {
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      boolean takeLeft = left < middle && (right >= end || keys[from[left]] <= keys[from[right]]);
      to[i] = takeLeft ? from[left++] : from[right++];
    }
  }
}
