package dev.tidemark.app.wiring;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Held by the one process of a home that does something; gone with it however it ends. */
final class HomeLock implements AutoCloseable {
  private final FileChannel file;

  private HomeLock(FileChannel file) {
    this.file = file;
  }

  /** Empty when another process holds it, or another part of this one. */
  static Optional<HomeLock> tryTake(Path path) {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      FileChannel file =
          FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock;
      try {
        lock = file.tryLock();
      } catch (OverlappingFileLockException ours) {
        lock = null;
      }
      if (lock == null) {
        file.close();
        return Optional.empty();
      }
      return Optional.of(new HomeLock(file));
    } catch (IOException e) {
      throw TidemarkException.of(
              ErrorCode.IO_FAILURE,
              "A lock of the home cannot be taken",
              String.valueOf(e.getMessage()),
              "Choose a home that can be written",
              e)
          .withDetail("file", path);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
