package dev.tidemark.lake.store;

import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.delta.Bound;
import dev.tidemark.lake.delta.DataFile;
import dev.tidemark.lake.delta.Pruning;
import dev.tidemark.lake.delta.TableState;
import dev.tidemark.lake.duck.DuckSession;
import dev.tidemark.lake.duck.FileRows;
import dev.tidemark.lake.duck.Sql;
import dev.tidemark.lake.duck.WrittenFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Removes the rows that match a predicate and adds given ones, if any, in their place. */
final class ReplaceWhere extends Rewrite {
  private final Predicate where;
  private final @Nullable StagedRows rows;

  ReplaceWhere(
      TableContext table, DuckSession session, Predicate where, @Nullable StagedRows rows) {
    super(table, session);
    this.where = where;
    this.rows = rows;
    if (rows != null) {
      rows.requireAll(where);
    }
  }

  @Override
  Result compute(TableState state) {
    String condition = Sql.condition(Bound.of(where, state.schema()));
    List<DataFile> candidates = new Pruning(state, where).files();
    List<DataFile> removed = new ArrayList<>();
    List<DataFile> kept = new ArrayList<>();
    long[] deleted = {0};
    if (!candidates.isEmpty()) {
      Map<String, DataFile> files = byName(candidates);
      session.query(
          "SELECT "
              + FileRows.FILE
              + ", count(*) FILTER (WHERE "
              + condition
              + "), count(*) FROM ("
              + table.rows(state).selectWithFile(candidates)
              + ") GROUP BY 1 ORDER BY 1",
          table.path(),
          row -> {
            DataFile file = named(files, row.getString(1));
            long matching = row.getLong(2);
            if (matching > 0) {
              removed.add(file);
              deleted[0] += matching;
              if (matching < row.getLong(3)) {
                kept.add(file);
              }
            }
          });
    }
    List<WrittenFile> added = rewritten(state, condition, kept);
    ReadSet read = new ReadSet(table.log(), state, where, candidates, removed);
    return new Result(read, removed, added, Map.of("numDeletedRows", deleted[0]));
  }

  private List<WrittenFile> rewritten(TableState state, String condition, List<DataFile> kept) {
    List<String> parts = new ArrayList<>();
    if (!kept.isEmpty()) {
      parts.add(
          "SELECT "
              + Sql.names(state.schema().names())
              + " FROM ("
              + table.rows(state).select(kept)
              + ") WHERE ("
              + condition
              + ") IS NOT TRUE");
    }
    if (rows != null) {
      parts.add(rows.select(state));
    }
    return parts.isEmpty() ? List.of() : write(state, String.join(" UNION ALL ", parts));
  }
}
