package dev.tidemark.lake.store;

import static java.util.stream.Collectors.toSet;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.Scan;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Snapshot;
import dev.tidemark.lake.TableName;
import dev.tidemark.lake.TableSchema;
import dev.tidemark.lake.delta.Bound;
import dev.tidemark.lake.delta.DataFile;
import dev.tidemark.lake.delta.Pruning;
import dev.tidemark.lake.delta.TableState;
import dev.tidemark.lake.duck.DuckScan;
import dev.tidemark.lake.duck.DuckSession;
import dev.tidemark.lake.duck.FileRows;
import dev.tidemark.lake.duck.Sql;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A version of a table, read through DuckDB. */
final class DeltaSnapshot implements Snapshot {
  private static final String KNOWN_TIME = "known_time";

  private final TableContext table;
  private final TableState state;
  private final Optional<Instant> known;

  DeltaSnapshot(TableContext table, TableState state) {
    this(table, state, Optional.empty());
  }

  private DeltaSnapshot(TableContext table, TableState state, Optional<Instant> known) {
    this.table = table;
    this.state = state;
    this.known = known;
  }

  TableState state() {
    return state;
  }

  @Override
  public TableName table() {
    return table.name();
  }

  @Override
  public long version() {
    return state.version();
  }

  @Override
  public Instant timestamp() {
    return Instant.ofEpochMilli(state.timestamp());
  }

  @Override
  public TableSchema schema() {
    return state.schema();
  }

  @Override
  public Map<String, String> properties() {
    return state.metadata().configuration();
  }

  @Override
  public long files() {
    return state.files().size();
  }

  @Override
  public long rows() {
    long rows = 0;
    for (DataFile file : state.files()) {
      rows +=
          file.stats()
              .parse(state.deltaSchema().physicalSchema())
              .rows()
              .orElseGet(() -> count(file));
      rows -= file.deletions() == null ? 0 : file.deletions().cardinality();
    }
    return rows;
  }

  private long count(DataFile file) {
    try (DuckSession session = table.engine().session()) {
      long live =
          session.number(
              "SELECT count(*) FROM (" + table.rows(state).select(List.of(file)) + ")",
              table.path());
      return live + (file.deletions() == null ? 0 : file.deletions().cardinality());
    }
  }

  @Override
  public long bytes() {
    return state.files().stream().mapToLong(DataFile::size).sum();
  }

  @Override
  public Scan scan(ScanRequest request) {
    return scan(request, file -> true);
  }

  @Override
  public Scan scanAdded(long after, ScanRequest request) {
    Set<String> before =
        table.log().version(after).files().stream().map(DataFile::path).collect(toSet());
    return scan(request, file -> !before.contains(file.path()));
  }

  private Scan scan(ScanRequest request, java.util.function.Predicate<DataFile> wanted) {
    TableSchema out =
        request.columns().isEmpty() ? state.schema() : state.schema().select(request.columns());
    Predicate where = filter(request);
    List<DataFile> files = new Pruning(state, where).files().stream().filter(wanted).toList();
    StringBuilder sql = new StringBuilder("SELECT ").append(Sql.names(out.names()));
    sql.append(" FROM (").append(table.rows(state).select(files)).append(") WHERE ");
    sql.append(Sql.condition(Bound.of(where, state.schema())));
    if (!request.orderBy().isEmpty()) {
      request.orderBy().forEach(c -> state.schema().column(c.startsWith("-") ? c.substring(1) : c));
      sql.append(" ORDER BY ").append(Sql.order(request.orderBy()));
    }
    request.limit().ifPresent(rows -> sql.append(" LIMIT ").append(rows));
    return DuckScan.run(
        table.engine().session(),
        sql.toString(),
        out,
        new Scan.Plan(state.files().size(), files.size()),
        table.path());
  }

  @Override
  public Snapshot asKnown(Instant instant) {
    knownBy(instant);
    return new DeltaSnapshot(
        table, state, Optional.of(known.filter(k -> k.isBefore(instant)).orElse(instant)));
  }

  private Predicate filter(ScanRequest request) {
    List<Predicate> parts = new ArrayList<>();
    parts.add(request.where());
    request.asKnown().ifPresent(instant -> parts.add(knownBy(instant)));
    known.ifPresent(instant -> parts.add(knownBy(instant)));
    return parts.size() == 1 ? request.where() : new Predicate.And(parts);
  }

  private Predicate knownBy(Instant instant) {
    if (!state.schema().has(KNOWN_TIME)) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "The table cannot be read as known at a time",
              "it has no column " + KNOWN_TIME,
              "read it by version or by commit time")
          .withDetail("table", table.name());
    }
    return Predicate.le(KNOWN_TIME, instant);
  }

  /** The directories of the table's files: its own, and those of files the log points at. */
  Set<Path> directories() {
    Path own = table.path();
    Set<Path> directories = new TreeSet<>();
    directories.add(own);
    for (DataFile file : state.files()) {
      Path directory = FileRows.path(own, file).normalize().getParent();
      if (directory != null && !directory.startsWith(own)) {
        directories.add(directory);
      }
    }
    return directories;
  }

  /** All live rows, for SQL over snapshots. */
  String select() {
    Predicate where = known.map(this::knownBy).orElseGet(Predicate::all);
    String rows = table.rows(state).select(new Pruning(state, where).files());
    return known.isEmpty()
        ? rows
        : "SELECT * FROM (" + rows + ") WHERE " + Sql.condition(Bound.of(where, state.schema()));
  }
}
