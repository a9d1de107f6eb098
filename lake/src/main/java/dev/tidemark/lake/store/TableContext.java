package dev.tidemark.lake.store;

import dev.tidemark.lake.LakeOptions;
import dev.tidemark.lake.TableName;
import dev.tidemark.lake.TableSpec;
import dev.tidemark.lake.delta.DeltaLog;
import dev.tidemark.lake.delta.TableState;
import dev.tidemark.lake.duck.DuckEngine;
import dev.tidemark.lake.duck.DuckSession;
import dev.tidemark.lake.duck.FileRows;
import dev.tidemark.lake.duck.ParquetWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What every operation on one table works with. */
record TableContext(TableName name, DeltaLog log, DuckEngine engine, LakeOptions options) {
  private static final String SORT_BY = "tidemark.sortBy";
  private static final String OWNER = "tidemark.owner";

  Path path() {
    return log.table();
  }

  FileRows rows(TableState state) {
    return new FileRows(log, state);
  }

  ParquetWriter writer(DuckSession session, TableState state) {
    return new ParquetWriter(
        session, path(), state.schema(), state.partitionColumns(), options.durable());
  }

  /** The configuration a spec is stored as. */
  static Map<String, String> configuration(TableSpec spec) {
    Map<String, String> all = new TreeMap<>();
    all.put("delta.enableInCommitTimestamps", "true");
    all.put("delta.checkpointInterval", "50");
    // Versions stay readable until a vacuum takes their files; the log itself is small.
    all.put("delta.logRetentionDuration", "interval 3650 days");
    all.put(SORT_BY, String.join(",", spec.sortBy()));
    all.put(OWNER, spec.owner());
    all.putAll(spec.properties());
    return all;
  }

  TableSpec spec(TableState state) {
    Map<String, String> properties = state.metadata().configuration();
    String description = state.metadata().description();
    return new TableSpec(
        name,
        state.schema(),
        state.partitionColumns(),
        sortBy(state),
        properties.getOrDefault(OWNER, ""),
        description == null ? "" : description,
        properties);
  }

  static List<String> sortBy(TableState state) {
    String columns = state.property(SORT_BY, "");
    return columns.isEmpty() ? List.of() : List.of(columns.split(",", -1));
  }
}
