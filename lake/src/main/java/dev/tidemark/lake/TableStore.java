package dev.tidemark.lake;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables below one root directory. Safe for any thread. */
public interface TableStore extends AutoCloseable {

  /** Makes the table, or opens it when it is there with the same columns and partitions. */
  Table create(TableSpec spec);

  Optional<Table> find(TableName name);

  /** As {@link #find}; NOT_FOUND when there is no such table. */
  default Table open(TableName name) {
    return find(name)
        .orElseThrow(
            () ->
                TidemarkException.of(
                        ErrorCode.NOT_FOUND,
                        "No such table",
                        "nothing was ever written under this name",
                        "list the tables, or run the step that writes it")
                    .withDetail("table", name.toString()));
  }

  /** All tables, by name. */
  List<TableName> list();

  /**
   * Runs one SELECT (DuckDB's SQL). Tables are written {@code layer.name}; all are read at {@code
   * reading}. INVALID_ARGUMENT when the text is not one SELECT or names what is not there.
   */
  Scan sql(String select, Reading reading);

  /** As {@link #sql(String, Reading)} over the given snapshots, by the names the text uses. */
  Scan sql(String select, Map<String, Snapshot> views);

  @Override
  void close();
}
