package dev.tidemark.lake.store;

import dev.tidemark.lake.Scan;
import dev.tidemark.lake.duck.ParquetQuery;
import java.nio.file.Path;

/** Parquet files that others wrote and that are no part of a table. */
public final class ParquetFiles {
  private ParquetFiles() {}

  /**
   * The rows of a file, in its order. Every column is nullable. Whole numbers, doubles, decimals,
   * booleans, dates and instants keep their kind; all else is STRING: floats as their shortest
   * text, times without a zone as {@code 2024-01-31 09:30:00[.fraction]}, nested values as the
   * engine shows them.
   *
   * <p>A file that is not whole is CORRUPT, at once or while it is read.
   */
  public static Scan open(Path file) {
    return ParquetQuery.rows(file);
  }

  /** The number of rows by the file's own footer. */
  public static long rows(Path file) {
    return ParquetQuery.count(file);
  }
}
