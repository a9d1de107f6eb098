package dev.tidemark.lake.store;

import dev.tidemark.lake.delta.DataFile;
import dev.tidemark.lake.delta.TableState;
import dev.tidemark.lake.duck.DuckSession;
import dev.tidemark.lake.duck.FileRows;
import dev.tidemark.lake.duck.WrittenFile;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change that reads the table and replaces files by new ones. After a lost race it is used again
 * when nothing it read changed, and computed again otherwise.
 */
abstract class Rewrite implements Change {
  protected final TableContext table;
  protected final DuckSession session;
  private @Nullable Result result;

  Rewrite(TableContext table, DuckSession session) {
    this.table = table;
    this.session = session;
  }

  /** What was computed on one state. */
  record Result(
      ReadSet read, List<DataFile> removed, List<WrittenFile> added, Map<String, Long> metrics) {}

  abstract Result compute(TableState state);

  @Override
  public final Planned plan(TableState state) {
    Result current = result;
    if (current == null || !current.read().holds(state)) {
      abandon();
      current = compute(state);
      result = current;
    }
    if (current.removed().isEmpty() && current.added().isEmpty()) {
      return Planned.nothing();
    }
    return Planned.of(
        current.removed(),
        current.added(),
        true,
        false,
        table.options().clock().millis(),
        current.metrics());
  }

  @Override
  public final void abandon() {
    if (result != null) {
      Orphans.delete(table.path(), result.added());
      result = null;
    }
  }

  /** Writes a SELECT of all columns in the table's order. */
  protected List<WrittenFile> write(TableState state, String select) {
    return table.writer(session, state).write(select, TableContext.sortBy(state), true);
  }

  /** Files by the name the engine gives their rows. */
  protected Map<String, DataFile> byName(Collection<DataFile> files) {
    Map<String, DataFile> out = new HashMap<>();
    files.forEach(file -> out.put(FileRows.path(table.path(), file).toString(), file));
    return out;
  }

  protected static DataFile named(Map<String, DataFile> files, @Nullable String name) {
    DataFile file = name == null ? null : files.get(name);
    if (file == null) {
      throw new IllegalStateException("the engine read an unknown file: " + name);
    }
    return file;
  }
}
