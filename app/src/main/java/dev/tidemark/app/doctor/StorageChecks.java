package dev.tidemark.app.doctor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Directories and disk. */
final class StorageChecks {
  private static final long GIBI = 1L << 30;
  private static final long TOO_LITTLE = GIBI / 4;
  private static final long LITTLE = 5 * GIBI;

  private StorageChecks() {}

  /**
   * What a commit needs of a file system: create exclusively, flush, rename atomically, delete. A
   * directory that is not there is judged by trying in a temporary neighbour, and stays absent.
   */
  static Finding writable(String name, Path directory) throws IOException {
    Path existing = nearestExisting(directory);
    if (!Files.isDirectory(existing)) {
      return Finding.failed(
          name, existing + " is a file", "remove it, or choose another directory with --home");
    }
    Path trial;
    try {
      trial = Files.createTempDirectory(existing, ".tidemark-doctor");
    } catch (IOException e) {
      return Finding.failed(
          name,
          existing + " cannot be written: " + e.getClass().getSimpleName(),
          "give yourself write access, or choose another directory with --home");
    }
    Path first = trial.resolve("a");
    Path second = trial.resolve("b");
    try {
      try (FileChannel file =
          FileChannel.open(first, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        file.force(true);
      }
      if (!createsExclusively(first)) {
        return Finding.failed(
            name,
            directory + ": the file system lets two writers create one file",
            "use a local file system: commits would overwrite each other on this one");
      }
      Files.move(first, second, StandardCopyOption.ATOMIC_MOVE);
      return Finding.ok(name, directory + (existing.equals(directory) ? "" : " (not there yet)"));
    } finally {
      Files.deleteIfExists(first);
      Files.deleteIfExists(second);
      Files.deleteIfExists(trial);
    }
  }

  private static boolean createsExclusively(Path existing) throws IOException {
    try {
      Files.createFile(existing);
      return false;
    } catch (FileAlreadyExistsException e) {
      return true;
    }
  }

  static Finding space(Path directory) throws IOException {
    Path existing = nearestExisting(directory);
    long free = Files.getFileStore(existing).getUsableSpace();
    String seen = String.format("%.1f GiB free at %s", (double) free / GIBI, existing);
    if (free < TOO_LITTLE) {
      return Finding.failed("disk", seen, "free some space, or move the lake with lake.root");
    }
    return free < LITTLE
        ? Finding.warning("disk", seen, "the demo needs about 2 GiB; backfills can need more")
        : Finding.ok("disk", seen);
  }

  private static Path nearestExisting(Path directory) {
    Path at = directory.toAbsolutePath();
    while (!Files.exists(at)) {
      Path parent = at.getParent();
      if (parent == null) {
        return at;
      }
      at = parent;
    }
    return at;
  }
}
