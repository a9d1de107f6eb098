package dev.tidemark.lake.store;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.lake.BatchSource;
import dev.tidemark.lake.Column;
import dev.tidemark.lake.Commit;
import dev.tidemark.lake.CommitRequest;
import dev.tidemark.lake.HistoryEntry;
import dev.tidemark.lake.MergeMode;
import dev.tidemark.lake.OptimizeRequest;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.Reading;
import dev.tidemark.lake.Snapshot;
import dev.tidemark.lake.StagedFiles;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableDiff;
import dev.tidemark.lake.TableName;
import dev.tidemark.lake.TableSpec;
import dev.tidemark.lake.VacuumRequest;
import dev.tidemark.lake.VacuumResult;
import dev.tidemark.lake.delta.Features;
import dev.tidemark.lake.delta.TableState;
import dev.tidemark.lake.duck.DuckSession;
import dev.tidemark.lake.duck.WrittenFile;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** A Delta table in a local directory. */
final class DeltaTable implements Table {
  private final TableContext table;
  private final Committer committer;

  DeltaTable(TableContext table) {
    this.table = table;
    this.committer = new Committer(table);
  }

  @Override
  public TableName name() {
    return table.name();
  }

  @Override
  public TableSpec spec() {
    return table.spec(table.log().latest());
  }

  @Override
  public Snapshot snapshot(Reading reading) {
    TableState state =
        switch (reading) {
          case Reading.Latest latest -> table.log().latest();
          case Reading.Version version -> table.log().version(version.version());
          case Reading.At at -> table.log().at(at.instant());
        };
    return new DeltaSnapshot(table, state);
  }

  @Override
  public Commit append(BatchSource rows, CommitRequest request) {
    try (rows) {
      TableState state = table.log().latest();
      Features.checkWritable(state);
      if (Committer.isReplay(state, request)) {
        return Committer.skipped(state, request);
      }
      List<WrittenFile> files;
      try (DuckSession session = table.engine().session()) {
        files = table.writer(session, state).write(rows, TableContext.sortBy(state));
      }
      return committer.commit(new Append(table, state, files), request);
    }
  }

  @Override
  public StagedFiles stage(BatchSource rows) {
    try (rows;
        DuckSession session = table.engine().session()) {
      TableState state = table.log().latest();
      Features.checkWritable(state);
      return AppendStaged.of(
          table, state, table.writer(session, state).write(rows, TableContext.sortBy(state)));
    }
  }

  @Override
  public Commit append(StagedFiles files, CommitRequest request) {
    return committer.commit(new AppendStaged(table, files), request);
  }

  @Override
  public Commit merge(BatchSource rows, List<String> keys, MergeMode mode, CommitRequest request) {
    try (rows;
        DuckSession session = table.engine().session()) {
      TableState state = changeable();
      if (Committer.isReplay(state, request)) {
        return Committer.skipped(state, request);
      }
      StagedRows staged = new StagedRows(table, session, state, rows);
      return committer.commit(new Merge(table, session, staged, keys, mode), request);
    }
  }

  @Override
  public Commit overwrite(Predicate where, BatchSource rows, CommitRequest request) {
    try (rows;
        DuckSession session = table.engine().session()) {
      TableState state = changeable();
      if (Committer.isReplay(state, request)) {
        return Committer.skipped(state, request);
      }
      StagedRows staged = new StagedRows(table, session, state, rows);
      return committer.commit(new ReplaceWhere(table, session, where, staged), request);
    }
  }

  @Override
  public Commit delete(Predicate where, CommitRequest request) {
    changeable();
    try (DuckSession session = table.engine().session()) {
      return committer.commit(new ReplaceWhere(table, session, where, null), request);
    }
  }

  @Override
  public Commit addColumn(Column column, CommitRequest request) {
    return committer.commit(new AddColumn(column), request);
  }

  @Override
  public Commit restore(long version, CommitRequest request) {
    changeable();
    return committer.commit(new Restore(table, table.log().version(version)), request);
  }

  @Override
  public List<HistoryEntry> history(int limit) {
    return History.newest(table.log(), limit);
  }

  @Override
  public TableDiff diff(long from, long to) {
    return Diff.between(table, table.log().version(from), table.log().version(to));
  }

  @Override
  public Commit optimize(OptimizeRequest request) {
    return compact(request, List.of(), CommitRequest.of("OPTIMIZE"));
  }

  @Override
  public Commit zOrder(List<String> columns, OptimizeRequest request) {
    if (columns.isEmpty()) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "A Z-order needs columns",
              "none was given",
              "name the columns most queries filter by")
          .withDetail("table", table.name());
    }
    CommitRequest named = CommitRequest.of("ZORDER").with("columns", String.join(",", columns));
    return compact(request, columns, named);
  }

  private Commit compact(OptimizeRequest request, List<String> columns, CommitRequest named) {
    try (DuckSession session = table.engine().session()) {
      return committer.commit(new Compaction(table, session, request, columns), named);
    }
  }

  @Override
  public VacuumResult vacuum(VacuumRequest request) {
    return new Vacuum(table).run(request);
  }

  @Override
  public OptionalLong transaction(String appId) {
    Long version = table.log().latest().txns().get(appId);
    return version == null || version < 0 ? OptionalLong.empty() : OptionalLong.of(version);
  }

  @Override
  public Map<String, Long> transactions(String prefix) {
    SortedMap<String, Long> out = new TreeMap<>();
    for (Map.Entry<String, Long> entry :
        table.log().latest().txns().tailMap(prefix, true).entrySet()) {
      if (!entry.getKey().startsWith(prefix)) {
        break;
      }
      if (entry.getValue() >= 0) {
        out.put(entry.getKey(), entry.getValue());
      }
    }
    return out;
  }

  /** The latest state of a table whose rows may be changed: not those of an append-only one. */
  private TableState changeable() {
    TableState state = table.log().latest();
    Features.checkWritable(state);
    if ("true".equals(state.property(TableSpec.APPEND_ONLY, "false"))) {
      throw TidemarkException.of(
              ErrorCode.PRECONDITION_FAILED,
              "The table only grows",
              "it is append-only: rows are facts as they were delivered",
              "add a correcting row instead")
          .withDetail("table", table.name());
    }
    return state;
  }
}
