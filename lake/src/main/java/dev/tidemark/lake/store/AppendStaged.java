package dev.tidemark.lake.store;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.lake.StagedFiles;
import dev.tidemark.lake.delta.DataFile;
import dev.tidemark.lake.delta.TableState;
import dev.tidemark.lake.duck.FileRows;
import dev.tidemark.lake.duck.WrittenFile;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/**
 * Files staged before, perhaps by another process, and perhaps already committed: unlike those of
 * {@link Append} they are never deleted here.
 */
final class AppendStaged implements Change {
  private final TableContext table;
  private final StagedFiles staged;

  AppendStaged(TableContext table, StagedFiles staged) {
    this.table = table;
    this.staged = staged;
  }

  static StagedFiles of(TableContext table, TableState state, List<WrittenFile> files) {
    return new StagedFiles(
        table.name(),
        state.metadata().id(),
        state.schema().names(),
        files.stream().map(f -> new StagedFiles.File(f.file().entry(), f.rows())).toList());
  }

  @Override
  public Planned plan(TableState state) {
    boolean sameTable =
        state.metadata().id().equals(staged.tableId())
            && state.schema().names().containsAll(staged.columns());
    if (!sameTable) {
      throw TidemarkException.of(
              ErrorCode.CONFLICT,
              "The table was redefined",
              "it was made anew or its columns changed after the rows were written",
              "start the writer anew, so that it writes them for this table")
          .withDetail("table", table.name());
    }
    List<WrittenFile> files =
        staged.files().stream()
            .map(file -> new WrittenFile(DataFile.ofEntry(file.entry()), file.rows()))
            .toList();
    for (WrittenFile file : files) {
      if (!Files.exists(FileRows.path(table.path(), file.file()))) {
        throw TidemarkException.of(
                ErrorCode.CORRUPT,
                "Staged rows are gone",
                "a file that was to be committed is not there; a vacuum takes such files when they"
                    + " are older than its retention",
                "start the writer anew from the log, and vacuum with a longer retention")
            .withDetail("table", table.name())
            .withDetail("file", file.file().path());
      }
    }
    return files.isEmpty()
        ? Planned.nothing()
        : Planned.of(List.of(), files, true, true, table.options().clock().millis(), Map.of());
  }
}
