package dev.tidemark.lake.delta;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Files that appear whole or not at all, and at most once, whatever else runs or dies. */
public final class AtomicFiles {
  private static final String LOCK_FILE = ".put.lock";

  private AtomicFiles() {}

  /** A name beside the target that every Delta reader ignores. */
  static Path temporary(Path target) {
    return target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
  }

  /**
   * Gives a finished temporary file its name.
   *
   * @throws FileAlreadyExistsException when the name is taken and {@code overwrite} is false
   */
  static void publish(Path temporary, Path target, boolean overwrite, boolean durable)
      throws IOException {
    try {
      if (durable) {
        force(temporary);
      }
      if (overwrite) {
        Files.move(
            temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } else {
        putIfAbsent(temporary, target);
      }
      if (durable) {
        forceDirectory(directoryOf(target));
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void putIfAbsent(Path temporary, Path target) throws IOException {
    try {
      // A hard link is the one operation that is atomic and fails when the name is taken.
      Files.createLink(target, temporary);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      if (Files.exists(target)) {
        throw new FileAlreadyExistsException(target.toString());
      }
      renameUnderLock(temporary, target);
    }
  }

  /** For file systems without hard links: check and rename while holding a lock file. */
  private static synchronized void renameUnderLock(Path temporary, Path target) throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                target.resolveSibling(LOCK_FILE),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (!lock.isValid() || Files.exists(target)) {
        throw new FileAlreadyExistsException(target.toString());
      }
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** The directory a file is in. */
  static Path directoryOf(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file : parent;
  }

  /** Flushes a file's content to the device. */
  public static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Flushes a directory's names to the device, where the system allows it. */
  public static void forceDirectory(Path directory) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(directory, StandardOpenOption.READ);
    } catch (IOException e) {
      return; // some systems do not open directories; they have no such call either
    }
    try (channel) {
      channel.force(true);
    }
  }
}
