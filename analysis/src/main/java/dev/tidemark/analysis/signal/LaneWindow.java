package dev.tidemark.analysis.signal;

/** The last {@code n} values of every lane: a ring of rows, one row per bar. */
final class LaneWindow {
  private final int n;
  private final double[][] rows;
  private final double[][] ordered;
  private int next;
  private int count;

  LaneWindow(int n, int lanes) {
    this.n = n;
    rows = new double[n][lanes];
    ordered = new double[n][];
  }

  void clear() {
    next = 0;
    count = 0;
  }

  /** The row to write the next values into; the oldest leave. */
  double[] push() {
    double[] row = rows[next];
    next = next + 1 == n ? 0 : next + 1;
    if (count < n) {
      count++;
    }
    return row;
  }

  boolean full() {
    return count == n;
  }

  /** The rows, oldest first; only when {@link #full}. */
  double[][] ordered() {
    System.arraycopy(rows, next, ordered, 0, n - next);
    System.arraycopy(rows, 0, ordered, n - next, next);
    return ordered;
  }
}
