package dev.tidemark.lake.duck;

import dev.tidemark.lake.BatchSource;
import dev.tidemark.lake.Batches;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.ColumnKind;
import dev.tidemark.lake.TableSchema;
import dev.tidemark.lake.Vector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.IntBinaryOperator;
import org.jspecify.annotations.Nullable;

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
    Cursor cursor = new Cursor();
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
    Cursor cursor = new Cursor();
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

  /** Follows rows as long as they are one partition in order. */
  private final class Cursor {
    private @Nullable ColumnBatch last;

    /** The row at which the run ends within the batch, or its row count. */
    int end(ColumnBatch batch) {
      ColumnBatch before = last;
      if (before != null && !continues(before, batch)) {
        return 0;
      }
      last = batch;
      List<IntBinaryOperator> same = new ArrayList<>();
      partitionBy.forEach(column -> add(same, batch, column));
      List<IntBinaryOperator> order = new ArrayList<>();
      sortBy.forEach(column -> add(order, batch, column));
      for (int row = 1; row < batch.rows(); row++) {
        for (IntBinaryOperator compare : same) {
          if (compare.applyAsInt(row - 1, row) != 0) {
            return row;
          }
        }
        for (IntBinaryOperator compare : order) {
          int sign = compare.applyAsInt(row - 1, row);
          if (sign > 0) {
            return row;
          }
          if (sign < 0) {
            break;
          }
        }
      }
      return batch.rows();
    }

    private boolean continues(ColumnBatch before, ColumnBatch batch) {
      int end = before.rows() - 1;
      for (String column : partitionBy) {
        Object value = before.value(column, end);
        if (value == null || !value.equals(batch.value(column, 0))) {
          return false;
        }
      }
      for (String column : sortBy) {
        int sign = compare(before.value(column, end), batch.value(column, 0));
        if (sign != 0) {
          return sign < 0;
        }
      }
      return true;
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static int compare(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Comparable left && b != null) {
      return left.compareTo(b);
    }
    return a == null ? (b == null ? 0 : 1) : -1;
  }

  private static void add(List<IntBinaryOperator> to, ColumnBatch batch, String column) {
    switch (batch.vector(column)) {
      case Vector.Constant v -> {
        // the same in every row
      }
      case Vector.Longs v -> {
        long[] values = v.values();
        to.add((a, b) -> Long.compare(values[a], values[b]));
      }
      case Vector.Ints v -> {
        int[] values = v.values();
        to.add((a, b) -> Integer.compare(values[a], values[b]));
      }
      case Vector.Dictionary v -> {
        int[] codes = v.codes();
        to.add((a, b) -> codes[a] == codes[b] ? 0 : text(v, codes[a], codes[b]));
      }
      default -> to.add((a, b) -> compare(batch.value(column, a), batch.value(column, b)));
    }
  }

  private static int text(Vector.Dictionary values, int a, int b) {
    if (a < 0 || b < 0) {
      return a < 0 ? 1 : -1;
    }
    return values.values()[a].compareTo(values.values()[b]);
  }
}
