package dev.tidemark.lake.duck;

import dev.tidemark.lake.BatchSource;
import dev.tidemark.lake.Batches;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.ColumnKind;
import dev.tidemark.lake.TableSchema;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Looks ahead in a source for long runs of rows that are of one partition and in order already, as
 * a day of ticks usually is. Such a run is written as it comes; sorting and splitting it would cost
 * as much again as writing it.
 */
final class SortedRuns {
  /** Rows that must be one partition and in order before the rest is taken to be. */
  private static final int WINDOW_ROWS = 262_144;

  private final BatchSource source;
  private final List<String> partitionBy;
  private final List<String> sortBy;
  private final boolean possible;
  private final Deque<ColumnBatch> window = new ArrayDeque<>();
  private boolean ended;

  SortedRuns(
      BatchSource source, TableSchema schema, List<String> partitionBy, List<String> sortBy) {
    this.source = source;
    this.partitionBy = partitionBy;
    this.sortBy = sortBy;
    this.possible = partitionBy.stream().allMatch(c -> schema.column(c).kind() == ColumnKind.DATE);
  }

  /** True when no rows are left. */
  boolean finished() {
    fill(1);
    return window.isEmpty();
  }

  /** True when the rows ahead are a run. */
  boolean atRun() {
    if (!possible) {
      return false;
    }
    fill(WINDOW_ROWS);
    RowOrder cursor = new RowOrder(partitionBy, sortBy);
    for (ColumnBatch batch : window) {
      if (cursor.end(batch) < batch.rows()) {
        return false;
      }
    }
    return true;
  }

  /** A row of the partition ahead. */
  ColumnBatch first() {
    return window.getFirst();
  }

  /** The rows up to the end of the run. */
  BatchSource run() {
    RowOrder cursor = new RowOrder(partitionBy, sortBy);
    boolean[] over = {false};
    return () -> {
      if (over[0] || finished()) {
        return null;
      }
      ColumnBatch batch = window.removeFirst();
      int end = cursor.end(batch);
      if (end < batch.rows()) {
        over[0] = true;
        window.addFirst(end == 0 ? batch : Batches.slice(batch, end, batch.rows()));
        return end == 0 ? null : Batches.slice(batch, 0, end);
      }
      return batch;
    };
  }

  /** Whether every row's partition is a date, which names its directory. */
  boolean possible() {
    return possible;
  }

  /** All rows that are left. */
  BatchSource rest() {
    return () -> finished() ? null : window.removeFirst();
  }

  private void fill(int rows) {
    long ahead = 0;
    for (ColumnBatch batch : window) {
      ahead += batch.rows();
    }
    while (!ended && ahead < rows) {
      ColumnBatch next = source.next();
      if (next == null) {
        ended = true;
      } else if (next.rows() > 0) {
        window.addLast(next);
        ahead += next.rows();
      }
    }
  }
}
