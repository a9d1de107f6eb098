package dev.tidemark.transform.unify;

import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Snapshot;

/** Finds the labels of rows that came into a bar table. */
final class NewRows {
  private NewRows() {}

  /**
   * Marks the labels of all rows added after a version.
   *
   * @return how many of them became known more than {@code grace} after their close
   */
  static long bars(Snapshot table, long after, Dirty dirty, long grace) {
    long[] late = {0};
    table
        .scanAdded(after, ScanRequest.columns("instrument", "event_time", "t_close", "known_time"))
        .forEachBatch(batch -> late[0] += mark(batch, dirty, grace));
    return late[0];
  }

  private static long mark(ColumnBatch batch, Dirty dirty, long grace) {
    long[] label = batch.longs("event_time");
    long[] close = batch.longs("t_close");
    long[] known = batch.longs("known_time");
    long late = 0;
    for (int row = 0; row < batch.rows(); row++) {
      dirty.add(String.valueOf(batch.string("instrument", row)), label[row], label[row]);
      late += known[row] - close[row] > grace ? 1 : 0;
    }
    return late;
  }
}
