package dev.tidemark.lake.store;

import dev.tidemark.lake.duck.FileRows;
import dev.tidemark.lake.duck.WrittenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/** Files that were written and lost their commit. */
final class Orphans {
  private Orphans() {}

  /** Deletes them; what cannot be deleted is harmless and left to a vacuum. */
  static void delete(Path table, Collection<WrittenFile> files) {
    for (WrittenFile written : files) {
      try {
        Files.deleteIfExists(FileRows.path(table, written.file()));
      } catch (IOException e) {
        // nothing refers to the file
      }
    }
  }
}
