package dev.tidemark.lake.store;

import dev.tidemark.lake.TableDiff;
import dev.tidemark.lake.delta.DataFile;
import dev.tidemark.lake.delta.TableState;
import dev.tidemark.lake.duck.DuckSession;
import dev.tidemark.lake.duck.FileRows;
import java.util.List;

/** Compares two versions by the files they do not share. */
final class Diff {
  private Diff() {}

  static TableDiff between(TableContext table, TableState from, TableState to) {
    List<DataFile> added = to.files().stream().filter(f -> !from.has(f)).toList();
    List<DataFile> removed = from.files().stream().filter(f -> !to.has(f)).toList();
    // Both sides with the columns of the newer version, so that a new column is no difference.
    FileRows rows = table.rows(from.version() > to.version() ? from : to);
    String left = rows.select(removed);
    String right = rows.select(added);
    try (DuckSession session = table.engine().session()) {
      return new TableDiff(
          from.version(),
          to.version(),
          added.stream().map(DataFile::path).sorted().toList(),
          removed.stream().map(DataFile::path).sorted().toList(),
          except(table, session, right, left),
          except(table, session, left, right));
    }
  }

  private static long except(TableContext table, DuckSession session, String rows, String without) {
    return session.number(
        "SELECT count(*) FROM ((" + rows + ") EXCEPT ALL (" + without + "))", table.path());
  }
}
