package dev.tidemark.ingest.files;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The bytes of a file that is named as Parquet are not a whole Parquet file. */
final class DamagedParquetException extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  DamagedParquetException(String why, @Nullable Throwable cause) {
    super(why, cause);
  }
}
