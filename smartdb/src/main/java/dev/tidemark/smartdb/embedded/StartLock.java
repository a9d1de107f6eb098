package dev.tidemark.smartdb.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Held while a server is looked for, started or stopped: one at a time among all processes of this
 * machine, and gone with its holder however that ends.
 */
final class StartLock implements AutoCloseable {
  /** File locks are the process's; threads of one process need this too. */
  private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

  private final FileChannel file;

  private StartLock(FileChannel file) {
    this.file = file;
  }

  /** Waits for its turn. */
  static StartLock take(Path directory) throws IOException {
    IN_THIS_PROCESS.lock();
    FileChannel file = null;
    try {
      file =
          FileChannel.open(
              directory.resolve("start.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      file.lock();
      return new StartLock(file);
    } catch (IOException | RuntimeException e) {
      if (file != null) {
        file.close();
      }
      IN_THIS_PROCESS.unlock();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      file.close();
    } finally {
      IN_THIS_PROCESS.unlock();
    }
  }
}
