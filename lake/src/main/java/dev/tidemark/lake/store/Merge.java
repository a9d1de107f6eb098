package dev.tidemark.lake.store;

import dev.tidemark.lake.MergeMode;
import dev.tidemark.lake.Predicate;
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
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Adds rows with new keys and replaces rows with known keys, rewriting the files they are in. */
final class Merge extends Rewrite {
  private final StagedRows rows;
  private final List<String> keys;
  private final MergeMode mode;
  private final Predicate range;
  private final long count;

  Merge(
      TableContext table, DuckSession session, StagedRows rows, List<String> keys, MergeMode mode) {
    super(table, session);
    this.rows = rows;
    this.keys = keys;
    this.mode = mode;
    rows.requireUnique(keys);
    this.range = rows.range(keys);
    this.count = rows.count();
  }

  @Override
  Result compute(TableState state) {
    List<DataFile> candidates = count == 0 ? List.of() : new Pruning(state, range).files();
    return mode == MergeMode.UPSERT ? upsert(state, candidates) : insert(state, candidates);
  }

  private Result upsert(TableState state, List<DataFile> candidates) {
    List<DataFile> touched = new ArrayList<>();
    long[] replaced = {0};
    if (!candidates.isEmpty()) {
      Map<String, DataFile> files = byName(candidates);
      session.query(
          "SELECT t."
              + FileRows.FILE
              + ", count(*) FROM ("
              + table.rows(state).selectWithFile(candidates)
              + ") t SEMI JOIN "
              + rows.name()
              + " r ON "
              + sameKey()
              + " GROUP BY 1 ORDER BY 1",
          table.path(),
          row -> {
            touched.add(named(files, row.getString(1)));
            replaced[0] += row.getLong(2);
          });
    }
    String select = rows.select(state);
    if (!touched.isEmpty()) {
      select =
          "SELECT "
              + columns(state)
              + " FROM ("
              + table.rows(state).select(touched)
              + ") t ANTI JOIN "
              + rows.name()
              + " r ON "
              + sameKey()
              + " UNION ALL "
              + select;
    }
    return result(
        state, candidates, touched, select, replaced[0], Math.max(0, count - replaced[0]));
  }

  private Result insert(TableState state, List<DataFile> candidates) {
    String select = rows.select(state);
    if (!candidates.isEmpty()) {
      select =
          "SELECT "
              + columns(state)
              + " FROM ("
              + select
              + ") t ANTI JOIN ("
              + table.rows(state).select(candidates)
              + ") r ON "
              + sameKey();
    }
    return result(state, candidates, List.of(), select, 0, -1);
  }

  private Result result(
      TableState state,
      List<DataFile> candidates,
      List<DataFile> removed,
      String select,
      long updated,
      long inserted) {
    List<WrittenFile> added = count == 0 ? List.of() : write(state, select);
    long written = added.stream().mapToLong(WrittenFile::rows).sum();
    long fresh = inserted < 0 ? written : inserted;
    Map<String, Long> metrics = new TreeMap<>();
    metrics.put("numSourceRows", count);
    metrics.put("numTargetRowsUpdated", updated);
    metrics.put("numTargetRowsInserted", fresh);
    metrics.put("numTargetRowsCopied", written - updated - fresh);
    ReadSet read = new ReadSet(table.log(), state, range, candidates, removed);
    return new Result(read, removed, added, metrics);
  }

  private static String columns(TableState state) {
    return state.schema().names().stream()
        .map(name -> "t." + Sql.name(name))
        .collect(Collectors.joining(", "));
  }

  private String sameKey() {
    return keys.stream()
        .map(key -> "t." + Sql.name(key) + " IS NOT DISTINCT FROM r." + Sql.name(key))
        .collect(Collectors.joining(" AND ", "(", ")"));
  }
}
