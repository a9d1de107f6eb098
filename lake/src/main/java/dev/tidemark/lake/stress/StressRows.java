package dev.tidemark.lake.stress;

import dev.tidemark.lake.Column;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.TableSchema;
import dev.tidemark.lake.TableSpec;
import dev.tidemark.lake.Vector;
import java.util.Arrays;

/** The table of the stress run. A row says who wrote it and when it was last merged. */
final class StressRows {
  static final TableSchema SCHEMA =
      TableSchema.of(
          Column.string("writer"), Column.int64("id"), Column.int64("merged"), Column.date("day"));

  static final TableSpec SPEC =
      TableSpec.of("bronze.stress", SCHEMA)
          .withPartitionBy("day")
          .withSortBy("writer", "id")
          .withDescription("lake", "rows of the stress run");

  private static final int DAYS = 3;

  private StressRows() {}

  /** Rows {@code from .. from + count} of a writer. */
  static ColumnBatch of(String writer, long from, int count, long merged) {
    long[] ids = new long[count];
    int[] days = new int[count];
    Arrays.setAll(ids, i -> from + i);
    Arrays.setAll(days, i -> (int) ((from + i) % DAYS));
    return ColumnBatch.of(SCHEMA, count)
        .constant("writer", writer)
        .with("id", new Vector.Longs(ids))
        .constant("merged", merged)
        .with("day", new Vector.Ints(days))
        .build();
  }
}
