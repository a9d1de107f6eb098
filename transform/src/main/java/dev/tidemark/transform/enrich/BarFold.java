package dev.tidemark.transform.enrich;

import dev.tidemark.transform.bars.BarRows;

/**
 * Everything that is carried along a series: indicators and regime. Fed with the bars of the grid
 * in order; {@link #state} and {@link #restore} carry raw bits, so that a fold restored at any bar
 * goes on with identical results. Confined to one thread.
 */
interface BarFold {

  /** Values per bar. */
  int width();

  /** {@code count} bars of the grid in a row are missing. */
  void missing(long count);

  /**
   * The next bar of the grid. A bar that cannot be used counts as missing and gives nulls.
   *
   * @param session changes when a new session begins
   * @param out receives {@link #width} values from {@code at} on; NaN is null
   */
  void bar(int session, BarRows rows, int row, double[] out, int at);

  /**
   * The same step for rows {@code from..to} in order: column {@code k} of row {@code i} goes to
   * {@code out[k][i]}.
   *
   * @param missingBefore missing bars of the grid before each row
   */
  default void run(
      BarRows rows, int from, int to, int[] missingBefore, int[] session, double[][] out) {
    double[] values = new double[width()];
    for (int row = from; row < to; row++) {
      if (missingBefore[row] > 0) {
        missing(missingBefore[row]);
      }
      bar(session[row], rows, row, values, 0);
      for (int k = 0; k < values.length; k++) {
        out[k][row] = values[k];
      }
    }
  }

  byte[] state();

  void restore(byte[] state);

  /** Back to the epoch of the series. */
  void reset();
}
