package dev.tidemark.lake.duck;

import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntBinaryOperator;
import org.jspecify.annotations.Nullable;

/** Follows rows, batch after batch, as long as they are one partition in order. */
final class RowOrder {
  private final List<String> partitionBy;
  private final List<String> sortBy;
  private @Nullable ColumnBatch last;

  /**
   * @param partitionBy columns that must not change
   * @param sortBy columns that must not fall; nulls are last
   */
  RowOrder(List<String> partitionBy, List<String> sortBy) {
    this.partitionBy = partitionBy;
    this.sortBy = sortBy;
  }

  /** The row at which the run ends within the batch, or its row count. */
  int end(ColumnBatch batch) {
    return end(batch, 0);
  }

  /** The same for the rows of the batch from one on. */
  int end(ColumnBatch batch, int from) {
    ColumnBatch before = last;
    if (before != null && !continues(before, batch, from)) {
      return from;
    }
    last = batch;
    List<IntBinaryOperator> same = new ArrayList<>();
    partitionBy.forEach(column -> add(same, batch, column));
    List<IntBinaryOperator> order = new ArrayList<>();
    sortBy.forEach(column -> add(order, batch, column));
    for (int row = from + 1; row < batch.rows(); row++) {
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

  private boolean continues(ColumnBatch before, ColumnBatch batch, int from) {
    int end = before.rows() - 1;
    for (String column : partitionBy) {
      Object value = before.value(column, end);
      if (value == null || !value.equals(batch.value(column, from))) {
        return false;
      }
    }
    for (String column : sortBy) {
      int sign = compare(before.value(column, end), batch.value(column, from));
      if (sign != 0) {
        return sign < 0;
      }
    }
    return true;
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
      case Vector.Strings v -> {
        @Nullable String[] values = v.values();
        to.add((a, b) -> compare(values[a], values[b]));
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
