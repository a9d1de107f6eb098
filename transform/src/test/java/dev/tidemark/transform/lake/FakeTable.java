package dev.tidemark.transform.lake;

import dev.tidemark.lake.BatchSource;
import dev.tidemark.lake.Column;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.Commit;
import dev.tidemark.lake.CommitRequest;
import dev.tidemark.lake.HistoryEntry;
import dev.tidemark.lake.MergeMode;
import dev.tidemark.lake.OptimizeRequest;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.Reading;
import dev.tidemark.lake.Scan;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Snapshot;
import dev.tidemark.lake.StagedFiles;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableDiff;
import dev.tidemark.lake.TableName;
import dev.tidemark.lake.TableSchema;
import dev.tidemark.lake.TableSpec;
import dev.tidemark.lake.Txn;
import dev.tidemark.lake.VacuumRequest;
import dev.tidemark.lake.VacuumResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A table of a {@link FakeLake}: every version is a list of rows that know when they came. */
final class FakeTable implements Table {
  private static final int BATCH = 97;

  private record Row(long version, Map<String, @Nullable Object> values) {}

  private final FakeLake lake;
  private final TableSpec spec;
  private final List<List<Row>> versions = new ArrayList<>(List.of(List.of()));
  private final List<HistoryEntry> history = new ArrayList<>();
  private final TreeMap<String, Long> transactions = new TreeMap<>();

  FakeTable(FakeLake lake, TableSpec spec) {
    this.lake = lake;
    this.spec = spec;
    history.add(entry(0, CommitRequest.of("CREATE TABLE")));
  }

  private static HistoryEntry entry(long version, CommitRequest request) {
    return new HistoryEntry(
        version, Instant.EPOCH, request.operation(), Map.of(), request.metadata(), "fake");
  }

  @Override
  public TableName name() {
    return spec.name();
  }

  @Override
  public TableSpec spec() {
    return spec;
  }

  @Override
  public synchronized Snapshot snapshot(Reading reading) {
    int version =
        reading instanceof Reading.Version wanted ? (int) wanted.version() : versions.size() - 1;
    return new View(version, versions.get(version));
  }

  @Override
  public Commit append(BatchSource rows, CommitRequest request) {
    return change(Predicate.or(), rows, request);
  }

  @Override
  public Commit overwrite(Predicate where, BatchSource rows, CommitRequest request) {
    return change(where, rows, request);
  }

  private Commit change(Predicate where, BatchSource rows, CommitRequest request) {
    List<Map<String, @Nullable Object>> added = new ArrayList<>();
    for (ColumnBatch batch = rows.next(); batch != null; batch = rows.next()) {
      for (int i = 0; i < batch.rows(); i++) {
        added.add(batch.row(i));
      }
    }
    return commit(where, added, request);
  }

  private synchronized Commit commit(
      Predicate where, List<Map<String, @Nullable Object>> added, CommitRequest request) {
    lake.commit();
    long version = versions.size();
    boolean replaces = !where.equals(Predicate.or());
    List<Row> next = new ArrayList<>();
    for (Row row : versions.getLast()) {
      if (!matches(where, row.values())) {
        next.add(row);
      }
    }
    for (Map<String, @Nullable Object> values : added) {
      if (replaces && !matches(where, values)) {
        throw new IllegalArgumentException("a row is not within what it replaces: " + values);
      }
      next.add(new Row(version, values));
    }
    versions.add(List.copyOf(next));
    history.add(entry(version, request));
    for (Txn txn : request.txns()) {
      transactions.put(txn.appId(), txn.version());
    }
    return new Commit(version, request.operation(), Map.of(), 1, 0, added.size(), false);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static boolean matches(Predicate where, Map<String, @Nullable Object> row) {
    return switch (where) {
      case Predicate.Compare c -> {
        Object value = row.get(c.column());
        if (value == null) {
          yield false;
        }
        Object left = value instanceof Integer n ? Long.valueOf(n) : value;
        int order = ((Comparable) left).compareTo(c.value());
        yield switch (c.op()) {
          case EQ -> order == 0;
          case LT -> order < 0;
          case LE -> order <= 0;
          case GT -> order > 0;
          case GE -> order >= 0;
        };
      }
      case Predicate.In in -> in.values().contains(row.get(in.column()));
      case Predicate.IsNull isNull -> row.get(isNull.column()) == null;
      case Predicate.And and -> and.parts().stream().allMatch(part -> matches(part, row));
      case Predicate.Or or -> or.parts().stream().anyMatch(part -> matches(part, row));
      case Predicate.Not not -> !matches(not.part(), row);
    };
  }

  /** One version. */
  private final class View implements Snapshot {
    private final long version;
    private final List<Row> rows;

    View(long version, List<Row> rows) {
      this.version = version;
      this.rows = rows;
    }

    @Override
    public TableName table() {
      return spec.name();
    }

    @Override
    public long version() {
      return version;
    }

    @Override
    public Instant timestamp() {
      return Instant.EPOCH;
    }

    @Override
    public TableSchema schema() {
      return spec.schema();
    }

    @Override
    public Map<String, String> properties() {
      return Map.of();
    }

    @Override
    public long files() {
      return 1;
    }

    @Override
    public long rows() {
      return rows.size();
    }

    @Override
    public Snapshot asKnown(Instant instant) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long bytes() {
      return 0;
    }

    @Override
    public Scan scan(ScanRequest request) {
      return scanAdded(-1, request);
    }

    @Override
    public Scan scanAdded(long after, ScanRequest request) {
      List<Map<String, @Nullable Object>> found = new ArrayList<>();
      for (Row row : rows) {
        if (row.version() > after && matches(request.where(), row.values())) {
          found.add(row.values());
        }
      }
      found.sort(order(request.orderBy()));
      long limit = request.limit().orElse(Long.MAX_VALUE);
      if (found.size() > limit) {
        found = found.subList(0, (int) limit);
      }
      TableSchema schema =
          request.columns().isEmpty() ? spec.schema() : spec.schema().select(request.columns());
      return new Rows(schema, found);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private Comparator<Map<String, @Nullable Object>> order(List<String> columns) {
      return (a, b) -> {
        for (String column : columns) {
          Comparable left = (Comparable) a.get(column);
          Object right = b.get(column);
          int order =
              left == null || right == null
                  ? Boolean.compare(left == null, right == null)
                  : left.compareTo(right);
          if (order != 0) {
            return order;
          }
        }
        return 0;
      };
    }
  }

  /** Found rows, in small batches. */
  private static final class Rows implements Scan {
    private final TableSchema schema;
    private final List<Map<String, @Nullable Object>> rows;
    private int at;

    Rows(TableSchema schema, List<Map<String, @Nullable Object>> rows) {
      this.schema = schema;
      this.rows = rows;
    }

    @Override
    public TableSchema schema() {
      return schema;
    }

    @Override
    public Plan plan() {
      return new Plan(1, 1);
    }

    @Override
    public @Nullable ColumnBatch next() {
      if (at >= rows.size()) {
        return null;
      }
      int to = Math.min(rows.size(), at + BATCH);
      ColumnBatch batch = RowBatches.of(schema, rows.subList(at, to));
      at = to;
      return batch;
    }

    @Override
    public void close() {}
  }

  @Override
  public synchronized List<HistoryEntry> history(int limit) {
    List<HistoryEntry> newest = new ArrayList<>(history.reversed());
    return newest.subList(0, Math.min(limit, newest.size()));
  }

  @Override
  public synchronized OptionalLong transaction(String appId) {
    return Optional.ofNullable(transactions.get(appId))
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  @Override
  public synchronized Map<String, Long> transactions(String prefix) {
    Map<String, Long> out = new TreeMap<>();
    transactions.forEach(
        (id, version) -> {
          if (id.startsWith(prefix)) {
            out.put(id, version);
          }
        });
    return out;
  }

  @Override
  public StagedFiles stage(BatchSource rows) {
    throw new UnsupportedOperationException("stage");
  }

  @Override
  public Commit append(StagedFiles files, CommitRequest request) {
    throw new UnsupportedOperationException("append staged");
  }

  @Override
  public Commit merge(BatchSource rows, List<String> keys, MergeMode mode, CommitRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Commit delete(Predicate where, CommitRequest request) {
    return commit(where, List.of(), request);
  }

  @Override
  public Commit addColumn(Column column, CommitRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Commit restore(long version, CommitRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public TableDiff diff(long from, long to) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Commit optimize(OptimizeRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Commit zOrder(List<String> columns, OptimizeRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public VacuumResult vacuum(VacuumRequest request) {
    throw new UnsupportedOperationException();
  }
}
