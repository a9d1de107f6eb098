package dev.tidemark.lake.store;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.lake.delta.Action;
import dev.tidemark.lake.delta.DataFile;
import dev.tidemark.lake.delta.TableState;
import dev.tidemark.lake.duck.FileRows;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes the rows and stored numbers of an earlier version the latest; the numbers too, so that what
 * was loaded since can be loaded again. Columns added since stay.
 */
record Restore(TableContext table, TableState target) implements Change {
  /** The value of a number that was not there yet. */
  private static final long NONE = -1;

  @Override
  public Planned plan(TableState state) {
    long now = table.options().clock().millis();
    List<Action> actions = new ArrayList<>();
    long removed = 0;
    for (DataFile file : state.files()) {
      if (!target.has(file)) {
        actions.add(new Action.Remove(file, now, true));
        removed++;
      }
    }
    long added = 0;
    for (DataFile file : target.files()) {
      if (!state.has(file)) {
        requireFile(file);
        actions.add(new Action.Add(changed(file)));
        added++;
      }
    }
    state
        .txns()
        .forEach(
            (id, version) -> {
              long before = target.txns().getOrDefault(id, NONE);
              if (before != version) {
                actions.add(new Action.SetTxn(id, before));
              }
            });
    return new Planned(
        actions,
        Map.of(
            "numFiles", added,
            "numRemovedFiles", removed,
            "restoredVersion", target.version()),
        false);
  }

  private static DataFile changed(DataFile file) {
    return new DataFile(
        file.path(),
        file.partitionValues(),
        file.size(),
        file.modificationTime(),
        true,
        file.stats(),
        file.tags(),
        file.deletions());
  }

  private void requireFile(DataFile file) {
    if (!Files.exists(FileRows.path(table.path(), file))) {
      throw TidemarkException.of(
              ErrorCode.NOT_FOUND,
              "The version cannot be restored",
              "a vacuum deleted files it needs",
              "restore a version within the retention")
          .withDetail("table", table.name())
          .withDetail("version", target.version())
          .withDetail("file", file.path());
    }
  }
}
