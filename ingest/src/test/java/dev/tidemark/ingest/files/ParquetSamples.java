package dev.tidemark.ingest.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Parquet files written by another program than ours: rows of a SELECT. */
public final class ParquetSamples {

  /** Bars of five minutes from 2024-01-08T14:30Z, as {@code i} from 0. */
  static final String BARS =
      "SELECT %s AS timestamp, %s AS open, 12.5 AS high, 9.25 AS low, 11::DOUBLE AS close,"
          + " (i + 1)::BIGINT AS volume FROM range(20) t(i)";

  static final String INSTANT = "TIMESTAMPTZ '2024-01-08 14:30:00+00' + INTERVAL 1 MINUTE * i";

  private ParquetSamples() {}

  /** Writes the rows of a SELECT; {@code options} begin with a comma. */
  public static Path write(Path root, String name, String select, String options) {
    Path file = root.resolve(name);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      Files.createDirectories(file.getParent());
      statement.execute("SET timezone = 'UTC'");
      statement.execute("COPY (" + select + ") TO '" + file + "' (FORMAT parquet" + options + ")");
      return file;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (SQLException failed) {
      throw new IllegalArgumentException(failed);
    }
  }

  public static Path write(Path root, String name, String select) {
    return write(root, name, select, "");
  }

  static Path bars(Path root, String name, String time, String open) {
    return write(root, name, BARS.formatted(time, open));
  }
}
