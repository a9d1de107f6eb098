package dev.tidemark.lake.duck;

import dev.tidemark.lake.Column;
import dev.tidemark.lake.delta.DataFile;
import dev.tidemark.lake.delta.DeletionVector;
import dev.tidemark.lake.delta.DeltaLog;
import dev.tidemark.lake.delta.TableState;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The SELECT that yields the live rows of some files of a table: partition values from the log,
 * columns the files do not have as nulls, deleted rows left out.
 */
public final class FileRows {
  /** The extra column that says which file a row is from, as an index into the given files. */
  public static final String FILE = "__tidemark_file";

  private final DeltaLog log;
  private final TableState state;

  public FileRows(DeltaLog log, TableState state) {
    this.log = log;
    this.state = state;
  }

  /** All columns of the table. */
  public String select(List<DataFile> files) {
    return select(files, false);
  }

  /** All columns of the table and {@link #FILE}, the file's name on disk. */
  public String selectWithFile(List<DataFile> files) {
    return select(files, true);
  }

  private String select(List<DataFile> files, boolean withFile) {
    List<String> parts = new ArrayList<>();
    int columns = state.schema().columns().size();
    List<DataFile> plain = new ArrayList<>();
    Map<Map<String, @Nullable String>, List<DataFile>> others = new LinkedHashMap<>();
    for (DataFile file : files) {
      if (file.deletions() != null) {
        parts.add(foreign(List.of(file), withFile));
      } else if (file.selfContained(columns)) {
        plain.add(file);
      } else {
        Map<String, @Nullable String> key =
            file.partitionsInside() ? Map.of() : file.partitionValues();
        others.computeIfAbsent(key, k -> new ArrayList<>()).add(file);
      }
    }
    if (!plain.isEmpty()) {
      parts.add(
          "SELECT "
              + Sql.names(state.schema().names())
              + (withFile ? ", filename AS " + FILE : "")
              + " FROM read_parquet("
              + paths(plain)
              + (withFile ? ", filename = true" : "")
              + ", hive_partitioning = false)");
    }
    others.values().forEach(group -> parts.add(foreign(group, withFile)));
    return parts.isEmpty()
        ? empty(withFile)
        : parts.size() == 1 ? parts.getFirst() : String.join(" UNION ALL ", parts);
  }

  private String empty(boolean withFile) {
    return "SELECT "
        + state.schema().columns().stream()
            .map(c -> "NULL::" + Sql.type(c) + " AS " + Sql.name(c.name()))
            .collect(Collectors.joining(", "))
        + (withFile ? ", NULL::VARCHAR AS " + FILE : "")
        + " WHERE false";
  }

  /** Files of one partition written by others, or by us before a column was added. */
  private String foreign(List<DataFile> files, boolean withFile) {
    DataFile example = files.getFirst();
    DeletionVector deletions = example.deletions();
    List<String> inside = new ArrayList<>();
    List<String> output = new ArrayList<>();
    for (Column column : state.schema().columns()) {
      String physical = state.deltaSchema().physicalName(column.name());
      String value;
      if (state.partitionColumns().contains(column.name()) && !example.partitionsInside()) {
        value = partitionLiteral(column, example.partitionValues().get(physical));
      } else {
        // A first branch without rows makes the column exist when no file has it.
        inside.add("NULL::" + Sql.type(column) + " AS " + Sql.name(physical));
        value = Sql.name(physical) + "::" + Sql.type(column);
      }
      output.add(value + " AS " + Sql.name(column.name()));
    }
    if (withFile) {
      output.add("filename AS " + FILE);
    }
    inside.add("NULL::VARCHAR AS filename");
    inside.add("NULL::BIGINT AS file_row_number");
    return "SELECT "
        + String.join(", ", output)
        + " FROM (SELECT "
        + String.join(", ", inside)
        + " WHERE false UNION ALL BY NAME SELECT * FROM read_parquet("
        + paths(files)
        + ", union_by_name = true, hive_partitioning = false, filename = true,"
        + " file_row_number = true))"
        + (deletions == null ? "" : " WHERE file_row_number NOT IN " + deleted(deletions));
  }

  private String deleted(DeletionVector deletions) {
    return Arrays.stream(log.deletedRows(deletions))
        .mapToObj(Long::toString)
        .collect(Collectors.joining(",", "(SELECT unnest([", "]::BIGINT[]))"));
  }

  private static String partitionLiteral(Column column, @Nullable String text) {
    return text == null || text.isEmpty()
        ? "NULL::" + Sql.type(column)
        : Sql.text(text) + "::" + Sql.type(column);
  }

  private String paths(Collection<DataFile> files) {
    return Sql.texts(files.stream().map(file -> path(log.table(), file).toString()).toList());
  }

  /** Where a file is on disk. */
  public static Path path(Path table, DataFile file) {
    URI uri = URI.create(file.path());
    return uri.isAbsolute() ? Path.of(uri) : table.resolve(uri.getPath());
  }
}
