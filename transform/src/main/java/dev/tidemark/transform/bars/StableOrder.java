package dev.tidemark.transform.bars;

/** Sorts row numbers by a column without boxing; rows with equal keys keep their order. */
public final class StableOrder {
  private StableOrder() {}

  /** {@code rows} in rising order of {@code key[row]}; the argument may be changed. */
  public static int[] by(long[] key, int[] rows) {
    boolean sorted = true;
    for (int i = 1; i < rows.length && sorted; i++) {
      sorted = key[rows[i - 1]] <= key[rows[i]];
    }
    if (sorted) {
      return rows;
    }
    int[] from = rows;
    int[] to = new int[rows.length];
    for (int run = 1; run < rows.length; run <<= 1) {
      for (int left = 0; left < rows.length; left += 2 * run) {
        int middle = Math.min(left + run, rows.length);
        int right = Math.min(left + 2 * run, rows.length);
        merge(key, from, left, middle, right, to);
      }
      int[] swap = from;
      from = to;
      to = swap;
    }
    return from;
  }

  private static void merge(long[] key, int[] from, int left, int middle, int right, int[] to) {
    int a = left;
    int b = middle;
    for (int i = left; i < right; i++) {
      boolean takeLeft = a < middle && (b >= right || key[from[a]] <= key[from[b]]);
      to[i] = takeLeft ? from[a++] : from[b++];
    }
  }
}
