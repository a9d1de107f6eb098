package dev.tidemark.lake.duck;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.Scan;
import dev.tidemark.lake.TableSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Rows of one Parquet file that is no part of a table, in the order of the file. */
public final class ParquetQuery {
  /** One thread reads a file from its first row group to its last and holds few pages. */
  private static final int THREADS = 1;

  private static final long MEMORY_BYTES = 1L << 30;

  private ParquetQuery() {}

  /** Its rows; CORRUPT, now or while reading, when it is no whole Parquet file. */
  public static Scan rows(Path file) {
    return guarded(
        file,
        () -> {
          DuckEngine engine = new DuckEngine(THREADS, MEMORY_BYTES, "");
          try {
            DuckSession session = engine.session();
            String sql = "SELECT " + columns(session, file) + " FROM " + source(file);
            DuckScan scan = DuckScan.run(session, sql, null, new Scan.Plan(1, 1), file);
            return new GuardedScan(new OwnedScan(scan, engine), file);
          } catch (RuntimeException e) {
            engine.close();
            throw e;
          }
        });
  }

  /** How many rows it says it has. */
  public static long count(Path file) {
    return guarded(
        file,
        () -> {
          try (DuckEngine engine = new DuckEngine(THREADS, MEMORY_BYTES, "");
              DuckSession session = engine.session()) {
            return session.number("SELECT count(*) FROM " + source(file), file);
          }
        });
  }

  private static String columns(DuckSession session, Path file) {
    List<String> out = new ArrayList<>();
    session.query(
        "DESCRIBE SELECT * FROM " + source(file),
        file,
        row -> {
          String name = Sql.name(row.getString("column_name"));
          out.add(name + "::" + target(row.getString("column_type")) + " AS " + name);
        });
    return String.join(", ", out);
  }

  /** A type our columns have that loses nothing of the value; otherwise its text. */
  private static String target(String type) {
    if (type.startsWith("DECIMAL(")) {
      return type;
    }
    return switch (type) {
      case "BIGINT", "INTEGER", "DOUBLE", "BOOLEAN", "DATE", "TIMESTAMP WITH TIME ZONE" -> type;
      case "TINYINT", "SMALLINT", "UTINYINT", "USMALLINT" -> "INTEGER";
      case "UINTEGER" -> "BIGINT";
      case "UBIGINT" -> "DECIMAL(20,0)";
      // FLOAT keeps its own shortest digits as text; a time without a zone stays one.
      default -> "VARCHAR";
    };
  }

  /** The file itself, whatever pattern its name would be. */
  private static String source(Path file) {
    StringBuilder path = new StringBuilder();
    for (char c : file.toAbsolutePath().toString().toCharArray()) {
      if (c == '*' || c == '?' || c == '[') {
        path.append('[').append(c).append(']');
      } else {
        path.append(c);
      }
    }
    return "read_parquet(" + Sql.text(path.toString()) + ", hive_partitioning = false)";
  }

  private static <T> T guarded(Path file, Supplier<T> work) {
    try {
      return work.get();
    } catch (TidemarkException e) {
      throw switch (e.code()) {
        case RESOURCE_EXHAUSTED, NOT_FOUND, CORRUPT -> e;
        default ->
            TidemarkException.of(
                    ErrorCode.CORRUPT,
                    "Not a whole Parquet file",
                    e.why(),
                    "write or fetch the file again",
                    e)
                .withDetail("file", file);
      };
    }
  }

  private record GuardedScan(Scan scan, Path file) implements Scan {
    @Override
    public TableSchema schema() {
      return scan.schema();
    }

    @Override
    public Plan plan() {
      return scan.plan();
    }

    @Override
    public @Nullable ColumnBatch next() {
      @Nullable ColumnBatch[] batch = {null};
      guarded(
          file,
          () -> {
            batch[0] = scan.next();
            return file;
          });
      return batch[0];
    }

    @Override
    public void close() {
      scan.close();
    }
  }
}
