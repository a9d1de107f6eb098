package dev.tidemark.lake.store;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.lake.delta.TableState;
import dev.tidemark.lake.duck.WrittenFile;
import java.util.List;
import java.util.Map;

/** Files written before, added to whatever the table has become. */
final class Append implements Change {
  private final TableContext table;
  private final TableState base;
  private final List<WrittenFile> files;

  Append(TableContext table, TableState base, List<WrittenFile> files) {
    this.table = table;
    this.base = base;
    this.files = files;
  }

  @Override
  public Planned plan(TableState state) {
    boolean sameTable =
        state.metadata().id().equals(base.metadata().id())
            && state.partitionColumns().equals(base.partitionColumns())
            && state.schema().names().containsAll(base.schema().names());
    if (!sameTable) {
      throw TidemarkException.of(
              ErrorCode.CONFLICT,
              "The table was redefined",
              "its columns or partitions changed while the rows were written",
              "run again")
          .withDetail("table", table.name());
    }
    return files.isEmpty()
        ? Planned.nothing()
        : Planned.of(List.of(), files, true, true, table.options().clock().millis(), Map.of());
  }

  @Override
  public void abandon() {
    Orphans.delete(table.path(), files);
  }
}
