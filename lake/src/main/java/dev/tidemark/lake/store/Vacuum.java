package dev.tidemark.lake.store;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.lake.VacuumRequest;
import dev.tidemark.lake.VacuumResult;
import dev.tidemark.lake.delta.Action;
import dev.tidemark.lake.delta.DataFile;
import dev.tidemark.lake.delta.IoFailures;
import dev.tidemark.lake.delta.TableState;
import dev.tidemark.lake.duck.FileRows;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Deletes data files that no version within the retention needs. Kept are: files live at the
 * cutoff, every file added since, and every file younger than the cutoff, which may belong to a
 * commit that is still being written.
 */
final class Vacuum {
  private final TableContext table;

  Vacuum(TableContext table) {
    this.table = table;
  }

  VacuumResult run(VacuumRequest request) {
    if (request.retention().isNegative()
        || (!request.force() && request.retention().compareTo(VacuumRequest.MINIMUM) < 0)) {
      throw TidemarkException.of(
              ErrorCode.PRECONDITION_FAILED,
              "The retention is too short",
              "running readers and writers could lose files they use",
              "keep at least seven days, or force it when nothing else runs")
          .withDetail("retention", request.retention())
          .withDetail("minimum", VacuumRequest.MINIMUM);
    }
    Instant cutoff = table.options().clock().instant().minus(request.retention());
    Set<Path> keep = needed(cutoff);
    TreeMap<String, Long> doomed = new TreeMap<>();
    try {
      collect(keep, cutoff, doomed);
      if (!request.dryRun()) {
        for (String file : doomed.keySet()) {
          Files.deleteIfExists(table.path().resolve(file));
        }
      }
    } catch (IOException e) {
      throw IoFailures.of("Cannot vacuum the table", table.path(), e);
    }
    long bytes = doomed.values().stream().mapToLong(Long::longValue).sum();
    return new VacuumResult(List.copyOf(doomed.keySet()), bytes, request.dryRun());
  }

  private Set<Path> needed(Instant cutoff) {
    TableState latest = table.log().latest();
    TableState base = at(cutoff, latest);
    Set<Path> keep = new HashSet<>();
    base.files().forEach(file -> keep.add(path(file)));
    latest.files().forEach(file -> keep.add(path(file)));
    List<Action> since =
        table
            .log()
            .actions(base.version(), latest.version())
            .orElseThrow(
                () ->
                    TidemarkException.of(
                            ErrorCode.PRECONDITION_FAILED,
                            "The table cannot be vacuumed",
                            "commits within the retention are missing in its log, so it is not"
                                + " known which files they need",
                            "use a shorter retention that starts after them")
                        .withDetail("table", table.name()));
    for (Action action : since) {
      if (action instanceof Action.Add add) {
        keep.add(path(add.file()));
      }
    }
    return keep;
  }

  /** The version current at the cutoff; the first when the table is younger. */
  private TableState at(Instant cutoff, TableState latest) {
    if (cutoff.toEpochMilli() >= latest.timestamp()) {
      return latest;
    }
    try {
      return table.log().at(cutoff);
    } catch (TidemarkException e) {
      if (e.code() == ErrorCode.NOT_FOUND) {
        return table.log().version(0);
      }
      throw e;
    }
  }

  private Path path(DataFile file) {
    return FileRows.path(table.path(), file).normalize();
  }

  private void collect(Set<Path> keep, Instant cutoff, TreeMap<String, Long> doomed)
      throws IOException {
    Files.walkFileTree(
        table.path(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes a) {
            return hidden(directory) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            boolean old = !attributes.lastModifiedTime().toInstant().isAfter(cutoff);
            boolean data = file.toString().endsWith(".parquet");
            if (old && data && !keep.contains(file.normalize())) {
              doomed.put(table.path().relativize(file).toString(), attributes.size());
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE; // another process was faster
            }
            throw e;
          }
        });
  }

  private boolean hidden(Path directory) {
    String name = String.valueOf(directory.getFileName());
    return !directory.equals(table.path())
        && (name.startsWith("_") || name.startsWith("."))
        && !name.contains("=");
  }
}
