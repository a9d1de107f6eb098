package dev.tidemark.interop.lake;

import dev.tidemark.interop.digest.RowDigest;
import dev.tidemark.lake.BatchSource;
import dev.tidemark.lake.Column;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.ColumnKind;
import dev.tidemark.lake.Commit;
import dev.tidemark.lake.CommitRequest;
import dev.tidemark.lake.MergeMode;
import dev.tidemark.lake.OptimizeRequest;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.Reading;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Snapshot;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableName;
import dev.tidemark.lake.TableSpec;
import dev.tidemark.lake.TableStore;
import dev.tidemark.lake.Txn;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a test can ask of the lake. The first argument is always the table's name; changes answer
 * with the version they made.
 */
final class LakeCommands {
  private final TableStore store;

  LakeCommands(TableStore store) {
    this.store = store;
  }

  List<String> run(String command, List<String> words) {
    if (command.equals("create")) {
      TableSpec spec =
          TableSpec.of(words.get(0), Samples.SCHEMA)
              .withPartitionBy(words.subList(1, words.size()).toArray(String[]::new))
              .withSortBy("instrument", "event_time");
      return List.of(Long.toString(store.create(spec).latest().version()));
    }
    Table table = store.open(TableName.parse(words.get(0)));
    List<String> rest = words.subList(1, words.size());
    return switch (command) {
      case "version" -> List.of(Long.toString(table.latest().version()));
      case "digest" -> digest(table, rest.get(0));
      case "rows" -> List.of(Long.toString(table.latest().rows()));
      case "count" -> List.of(Long.toString(count(table, rest)));
      case "transaction" -> List.of(Long.toString(table.transaction(rest.get(0)).orElse(-1)));
      default -> List.of(Long.toString(change(command, table, rest).version()));
    };
  }

  /** Words: a column, an operator of {@link Predicate.Op} and a value of the column's kind. */
  private static long count(Table table, List<String> words) {
    Snapshot latest = table.latest();
    String text = words.get(2);
    Object value =
        switch (latest.schema().column(words.get(0)).kind()) {
          case STRING -> text;
          case LONG, INT -> Long.valueOf(text);
          case DOUBLE -> Double.valueOf(text);
          case BOOLEAN -> Boolean.valueOf(text);
          case TIMESTAMP -> Instant.parse(text);
          case DATE -> LocalDate.parse(text);
          case DECIMAL -> new BigDecimal(text);
        };
    Predicate where =
        new Predicate.Compare(words.get(0), Predicate.Op.valueOf(words.get(1)), value);
    return latest.scan(ScanRequest.all().where(where)).count();
  }

  private static Commit change(String command, Table table, List<String> words) {
    CommitRequest request = CommitRequest.of(command).with("test", "a \"quoted\" note");
    return switch (command) {
      case "append" -> table.append(rows(table, words), request);
      case "append-once" ->
          table.append(
              rows(table, words),
              request.with(Txn.newer(words.get(3), Long.parseLong(words.get(4)))));
      case "merge" -> table.merge(rows(table, words), List.of("seq"), MergeMode.UPSERT, request);
      case "overwrite" ->
          table.overwrite(
              Predicate.eq("event_date", LocalDate.parse(words.get(3))),
              rows(table, words),
              request);
      case "delete" -> table.delete(Predicate.lt("seq", Long.parseLong(words.get(0))), request);
      case "optimize" -> table.optimize(OptimizeRequest.all());
      case "z-order" -> table.zOrder(words, OptimizeRequest.all());
      case "restore" -> table.restore(Long.parseLong(words.get(0)));
      case "add-column" -> table.addColumn(Column.float64(words.get(0)).nullableColumn());
      default -> throw new IllegalArgumentException("no such command: " + command);
    };
  }

  /** Words: number of the first row, how many rows, and what to add to each price. */
  private static BatchSource rows(Table table, List<String> words) {
    return BatchSource.of(
        Samples.rows(
            table.latest().schema(),
            Integer.parseInt(words.get(0)),
            Integer.parseInt(words.get(1)),
            Integer.parseInt(words.get(2))));
  }

  private static List<String> digest(Table table, String version) {
    Snapshot snapshot =
        table.snapshot(
            version.equals("latest") ? Reading.latest() : Reading.version(Long.parseLong(version)));
    List<Column> columns = snapshot.schema().columns();
    RowDigest digest = new RowDigest(snapshot.schema().names());
    snapshot
        .scan(ScanRequest.all())
        .forEachBatch(
            batch -> {
              for (int row = 0; row < batch.rows(); row++) {
                List<@Nullable Object> values = new ArrayList<>();
                for (Column column : columns) {
                  values.add(value(batch, column, row));
                }
                digest.add(values);
              }
            });
    return digest.lines();
  }

  private static @Nullable Object value(ColumnBatch batch, Column column, int row) {
    if (column.kind() == ColumnKind.TIMESTAMP) {
      return batch.isNull(column.name(), row) ? null : (Object) batch.longs(column.name())[row];
    }
    return batch.value(column.name(), row);
  }
}
