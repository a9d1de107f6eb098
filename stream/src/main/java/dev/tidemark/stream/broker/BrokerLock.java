package dev.tidemark.stream.broker;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Held while a broker runs over a directory; gone with its process however that ends. */
final class BrokerLock implements AutoCloseable {
  /** A second channel on the file would give the lock of this process back when it is closed. */
  private static final Set<Path> IN_THIS_PROCESS = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel file;

  private BrokerLock(Path directory, FileChannel file) {
    this.directory = directory;
    this.file = file;
  }

  /**
   * @param directory its real path
   */
  static BrokerLock take(Path directory) throws IOException {
    if (!IN_THIS_PROCESS.add(directory)) {
      throw taken(directory);
    }
    FileChannel file = null;
    try {
      file =
          FileChannel.open(
              directory.resolve("broker.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      FileLock lock = file.tryLock();
      if (lock == null) {
        throw taken(directory);
      }
      return new BrokerLock(directory, file);
    } catch (IOException | RuntimeException e) {
      IN_THIS_PROCESS.remove(directory);
      if (file != null) {
        file.close();
      }
      throw e;
    }
  }

  /** Whether a broker runs over the directory, in whatever process. */
  static boolean isTaken(Path directory) throws IOException {
    try {
      take(directory).close();
      return false;
    } catch (TidemarkException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
    IN_THIS_PROCESS.remove(directory);
  }

  private static TidemarkException taken(Path directory) {
    return TidemarkException.of(
            ErrorCode.PRECONDITION_FAILED,
            "The broker of this home runs already",
            "another process or another part of this one holds its directory",
            "Use that one (kafka.bootstrap), stop it, or choose another home")
        .withDetail("directory", directory);
  }
}
