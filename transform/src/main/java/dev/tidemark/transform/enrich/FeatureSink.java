package dev.tidemark.transform.enrich;

import dev.tidemark.transform.bars.BarField;
import dev.tidemark.transform.bars.BarRows;

/** Takes the feature rows of a series, one by one. */
interface FeatureSink {

  /**
   * One row.
   *
   * @param rows the unified bar is row {@code row} of these; valid during the call only
   * @param known from when on the row holds, microseconds
   * @param revision 0 for the first row of the bar
   * @param values holds the fold's values from {@code at} on; valid during the call only
   */
  void row(BarRows rows, int row, long known, int revision, double[] values, int at);

  /**
   * First rows of the bars {@code from..to}, each known when its unified row was.
   *
   * @param values column {@code k} of row {@code i} is {@code values[k][i]}; valid during the call
   *     only
   */
  default void rows(BarRows rows, int from, int to, double[][] values) {
    double[] one = new double[values.length];
    for (int i = from; i < to; i++) {
      for (int k = 0; k < one.length; k++) {
        one[k] = values[k][i];
      }
      row(rows, i, rows.get(BarField.KNOWN, i), 0, one, 0);
    }
  }
}
