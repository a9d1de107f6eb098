package dev.tidemark.lake.store;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.lake.BatchSource;
import dev.tidemark.lake.Column;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.TableSchema;
import dev.tidemark.lake.delta.Bound;
import dev.tidemark.lake.delta.TableState;
import dev.tidemark.lake.duck.DuckScan;
import dev.tidemark.lake.duck.DuckSession;
import dev.tidemark.lake.duck.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Rows of a change, kept by the engine so that the change can be planned more than once. */
final class StagedRows {
  private static final String NAME = "tidemark_rows";

  private final TableContext table;
  private final DuckSession session;
  private final TableSchema schema;

  StagedRows(TableContext table, DuckSession session, TableState state, BatchSource rows) {
    this.table = table;
    this.session = session;
    this.schema = state.schema();
    session.stage(NAME, rows, schema, table.path());
  }

  String name() {
    return Sql.name(NAME);
  }

  long count() {
    return session.number("SELECT count(*) FROM " + name(), table.path());
  }

  /** The rows with the columns of a state, which may have become more. */
  String select(TableState state) {
    return "SELECT "
        + state.schema().columns().stream()
            .map(
                c ->
                    schema.has(c.name())
                        ? Sql.name(c.name())
                        : "NULL::" + Sql.type(c) + " AS " + Sql.name(c.name()))
            .collect(Collectors.joining(", "))
        + " FROM "
        + name();
  }

  void requireUnique(List<String> keys) {
    keys.forEach(schema::column);
    long repeated =
        session.number(
            "SELECT count(*) FROM (SELECT 1 FROM "
                + name()
                + " GROUP BY "
                + Sql.names(keys)
                + " HAVING count(*) > 1)",
            table.path());
    if (keys.isEmpty() || repeated > 0) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "The rows cannot be merged",
              "several rows have the same key, so it is not clear which one counts",
              "give each key once, or a longer key")
          .withDetail("keys", String.join(", ", keys))
          .withDetail("repeated", repeated);
    }
  }

  void requireAll(Predicate where) {
    long outside =
        session.number(
            "SELECT count(*) FROM "
                + name()
                + " WHERE ("
                + Sql.condition(Bound.of(where, schema))
                + ") IS NOT TRUE",
            table.path());
    if (outside > 0) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "Rows lie outside of what is overwritten",
              "every new row must match the condition the old ones are removed by",
              "widen the condition or leave these rows out")
          .withDetail("rows", outside);
    }
  }

  /** A predicate that every row with one of the staged keys meets. */
  Predicate range(List<String> keys) {
    List<String> bounds = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      String key = Sql.name(keys.get(i));
      bounds.add("min(" + key + ") AS low_" + i);
      bounds.add("max(" + key + ") AS high_" + i);
      bounds.add("bool_or(" + key + " IS NULL) AS null_" + i);
    }
    ColumnBatch found =
        DuckScan.read(
            session, "SELECT " + String.join(", ", bounds) + " FROM " + name(), table.path());
    List<Predicate> parts = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      Column column = schema.column(keys.get(i));
      Object low = found.value("low_" + i, 0);
      Object high = found.value("high_" + i, 0);
      if (low != null && high != null && !Boolean.TRUE.equals(found.value("null_" + i, 0))) {
        parts.add(Predicate.between(column.name(), low, high));
      }
    }
    return new Predicate.And(parts);
  }
}
