package dev.tidemark.lake.duck;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.lake.BatchSource;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.TableSchema;
import dev.tidemark.lake.delta.AtomicFiles;
import dev.tidemark.lake.delta.DataFile;
import dev.tidemark.lake.delta.IoFailures;
import dev.tidemark.lake.delta.StatsText;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows as Parquet files below a table, sorted, split by partition, with the statistics Delta
 * keeps. Files are on the device when it returns; nothing refers to them until they are committed.
 */
public final class ParquetWriter {
  private static final int ROW_GROUP_ROWS = 40_960;
  private static final int ZSTD_LEVEL = 1;

  private final DuckSession session;
  private final Path table;
  private final TableSchema schema;
  private final List<String> partitionBy;
  private final boolean durable;

  public ParquetWriter(
      DuckSession session,
      Path table,
      TableSchema schema,
      List<String> partitionBy,
      boolean durable) {
    this.session = session;
    this.table = table;
    this.schema = schema;
    this.partitionBy = partitionBy;
    this.durable = durable;
  }

  /** Writes a SELECT of all columns of the table. */
  public List<WrittenFile> write(String select, List<String> sortBy, boolean dataChange) {
    return collect(dataChange, reader -> session.query(copy(select, sortBy), table, reader));
  }

  /** Writes all rows of a source; nothing is left behind when it fails. */
  public List<WrittenFile> write(BatchSource source, List<String> sortBy) {
    String select = "SELECT " + Sql.names(schema.names()) + " FROM " + Sql.name(DuckSession.FEED);
    SortedRuns runs = new SortedRuns(source, schema, partitionBy, sortBy);
    List<WrittenFile> files = new ArrayList<>();
    try {
      while (!runs.finished()) {
        if (runs.atRun()) {
          files.addAll(feed(runs.run(), copyOne(select, directory(runs.first()))));
        } else if (runs.possible() && !partitionBy.isEmpty()) {
          piles(
              new PartitionPiles(runs.rest(), partitionBy, sortBy, PartitionPiles.MAX_BYTES),
              select,
              sortBy,
              files);
        } else {
          files.addAll(feed(runs.rest(), copy(select, sortBy)));
        }
      }
    } catch (RuntimeException e) {
      files.forEach(file -> deleteQuietly(FileRows.path(table, file.file())));
      throw e;
    }
    return files;
  }

  private void piles(
      PartitionPiles piles, String select, List<String> sortBy, List<WrittenFile> files) {
    try (FileWrites writes = new FileWrites(files)) {
      for (PartitionPiles.Pile pile = piles.next(); pile != null; pile = piles.next()) {
        String rows = pile.sorted() ? select : ordered(select, sortBy);
        String sql = copyOne(rows, directory(pile.first()));
        BatchSource source = pile.rows();
        writes.start(() -> feedApart(source, sql));
      }
      writes.finish();
    }
    if (!piles.finished()) {
      files.addAll(feed(piles.rest(), copy(select, sortBy)));
    }
  }

  private List<WrittenFile> feed(BatchSource rows, String sql) {
    return collect(true, reader -> session.feed(rows, schema, sql, table, reader));
  }

  /** In a session of its own, which another thread may use. */
  private List<WrittenFile> feedApart(BatchSource rows, String sql) {
    try (DuckSession own = session.engine().session()) {
      return new ParquetWriter(own, table, schema, partitionBy, durable).feed(rows, sql);
    }
  }

  private static String ordered(String select, List<String> by) {
    return by.isEmpty() ? select : select + " ORDER BY " + Sql.order(by);
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // nothing refers to it; a vacuum takes it
    }
  }

  /** Where the rows of the first row's partition are stored; partitions are days here. */
  private Path directory(ColumnBatch first) {
    Path directory = table;
    for (String column : partitionBy) {
      Object value = first.value(column, 0);
      if (value == null) {
        throw noPartition(column);
      }
      directory = directory.resolve(column + "=" + value);
    }
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw IoFailures.of("Cannot write the table's files", directory, e);
    }
  }

  private interface Work {
    void run(DuckSession.RowReader reader);
  }

  private List<WrittenFile> collect(boolean dataChange, Work work) {
    List<WrittenFile> files = new ArrayList<>();
    try {
      Files.createDirectories(table);
      work.run(
          row -> {
            WrittenFile file = file(row, dataChange);
            if (file.rows() > 0) {
              files.add(file);
            }
          });
      flush(files);
    } catch (IOException e) {
      throw IoFailures.of("Cannot write the table's files", table, e);
    }
    return files;
  }

  /** One file, rows as they come. */
  private String copyOne(String select, Path directory) {
    return "COPY ("
        + select
        + ") TO "
        + Sql.text(directory.resolve("part-" + UUID.randomUUID() + ".parquet").toString())
        + format()
        + ")";
  }

  private static String format() {
    return " (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL "
        + ZSTD_LEVEL
        + ", ROW_GROUP_SIZE "
        + ROW_GROUP_ROWS
        + ", RETURN_STATS true";
  }

  private String copy(String select, List<String> sortBy) {
    if (partitionBy.isEmpty() && sortBy.isEmpty()) {
      return copyOne(select, table);
    }
    List<String> order = new ArrayList<>(partitionBy);
    sortBy.stream().filter(c -> !order.contains(c)).forEach(order::add);
    StringBuilder sql = new StringBuilder("COPY (").append(ordered(select, order));
    sql.append(") TO ");
    if (partitionBy.isEmpty()) {
      sql.append(Sql.text(table.resolve("part-" + UUID.randomUUID() + ".parquet").toString()));
    } else {
      sql.append(Sql.text(table.toString()));
    }
    sql.append(format());
    if (!partitionBy.isEmpty()) {
      sql.append(", PARTITION_BY (").append(Sql.names(partitionBy)).append(')');
      sql.append(", WRITE_PARTITION_COLUMNS true, APPEND true, FILENAME_PATTERN 'part-{uuid}'");
    }
    return sql.append(')').toString();
  }

  private WrittenFile file(ResultSet row, boolean dataChange) throws SQLException {
    Path path = Path.of(row.getString("filename"));
    long rows = ((Number) row.getObject("count")).longValue();
    Map<String, Map<String, String>> columns =
        ColumnStatistics.columns(row.getObject("column_statistics"));
    Map<String, @Nullable String> partition = new TreeMap<>();
    for (String column : partitionBy) {
      partition.put(column, partitionValue(column, columns));
    }
    try {
      DataFile file =
          new DataFile(
              encoded(table.relativize(path)),
              partition,
              ((Number) row.getObject("file_size_bytes")).longValue(),
              Files.getLastModifiedTime(path).toMillis(),
              dataChange,
              new StatsText(ColumnStatistics.json(schema, partitionBy, columns, rows)),
              Map.of(
                  DataFile.COLUMNS_TAG,
                  Integer.toString(schema.columns().size()),
                  DataFile.PARTITIONS_INSIDE_TAG,
                  "true"),
              null);
      return new WrittenFile(file, rows);
    } catch (IOException e) {
      throw new SQLException("IO Error: " + e.getMessage(), e);
    }
  }

  /** All rows of a file have the same value, so its smallest is the partition's. */
  private String partitionValue(String column, Map<String, Map<String, String>> columns) {
    Map<String, String> stats = columns.getOrDefault(column, Map.of());
    String value = stats.get("min");
    if (value == null || !value.equals(stats.get("max"))) {
      throw noPartition(column);
    }
    return value;
  }

  private static TidemarkException noPartition(String column) {
    return TidemarkException.of(
            ErrorCode.INVALID_ARGUMENT,
            "A row has no partition",
            "the partition column is null or empty, or the engine mixed partitions",
            "give every row a value for the partition column")
        .withDetail("column", column);
  }

  private static String encoded(Path relative) {
    String text = relative.toString().replace('\\', '/');
    try {
      return new URI(null, null, text, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not a file name: " + text, e);
    }
  }

  private void flush(List<WrittenFile> files) throws IOException {
    if (!durable) {
      return;
    }
    Set<Path> directories = new LinkedHashSet<>();
    for (WrittenFile written : files) {
      Path path = FileRows.path(table, written.file());
      AtomicFiles.force(path);
      Path parent = path.getParent();
      if (parent != null) {
        directories.add(parent);
      }
    }
    directories.add(table);
    for (Path directory : directories) {
      AtomicFiles.forceDirectory(directory);
    }
  }
}
