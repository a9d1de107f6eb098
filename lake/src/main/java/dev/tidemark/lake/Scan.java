package dev.tidemark.lake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rows of a scan or a query, batch by batch. One thread at a time; close it when done. */
public interface Scan extends BatchSource {

  TableSchema schema();

  /** What was read and what was skipped. */
  Plan plan();

  /** The next batch with at least one row, or null at the end. Its arrays are the caller's. */
  @Override
  @Nullable ColumnBatch next();

  @Override
  void close();

  /** Reads on to the end, then closes. */
  default void forEachBatch(Consumer<ColumnBatch> consumer) {
    try (this) {
      for (ColumnBatch batch = next(); batch != null; batch = next()) {
        consumer.accept(batch);
      }
    }
  }

  /** Reads all rows into one batch, then closes. For results that fit the heap. */
  default ColumnBatch readAll() {
    List<ColumnBatch> parts = new ArrayList<>();
    forEachBatch(parts::add);
    return Batches.concat(schema(), parts);
  }

  /** Reads all rows as maps, then closes. For small results. */
  default List<Map<String, @Nullable Object>> rows() {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    forEachBatch(
        batch -> {
          for (int i = 0; i < batch.rows(); i++) {
            rows.add(batch.row(i));
          }
        });
    return rows;
  }

  /** Counts the rows, then closes. */
  default long count() {
    long[] rows = {0};
    forEachBatch(batch -> rows[0] += batch.rows());
    return rows[0];
  }

  /**
   * How many files a scan could leave out.
   *
   * @param files files of the snapshot(s)
   * @param filesRead files whose partition and statistics admit a matching row
   */
  record Plan(long files, long filesRead) {}
}
