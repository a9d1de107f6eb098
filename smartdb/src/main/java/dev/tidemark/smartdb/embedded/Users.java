package dev.tidemark.smartdb.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which processes use the server of a directory: each holds a shared lock on one file, which the
 * system releases when the process ends in whatever way. All methods are called under the {@link
 * StartLock}.
 */
final class Users {
  /**
   * This process's lock on one directory's file. There must be one channel only: closing any other
   * on the same file would release the lock too.
   */
  private static final class Membership {
    private final FileChannel file;
    private FileLock shared;
    private int count;

    private Membership(FileChannel file, FileLock shared) {
      this.file = file;
      this.shared = shared;
    }
  }

  private static final Map<Path, Membership> OF_THIS_PROCESS = new HashMap<>();

  private Users() {}

  static void join(Path directory) throws IOException {
    Membership membership = OF_THIS_PROCESS.get(directory);
    if (membership == null) {
      FileChannel file =
          FileChannel.open(
              directory.resolve("users.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      membership = new Membership(file, file.lock(0, Long.MAX_VALUE, true));
      OF_THIS_PROCESS.put(directory, membership);
    }
    membership.count++;
  }

  /** Whether anyone else uses it, another object of this process included. */
  static boolean others(Path directory) throws IOException {
    Membership membership = OF_THIS_PROCESS.get(directory);
    if (membership == null) {
      throw new IllegalStateException("join first");
    }
    if (membership.count > 1) {
      return true;
    }
    // To exclusive and back; nobody can join in between.
    membership.shared.release();
    @Nullable FileLock alone = membership.file.tryLock();
    if (alone != null) {
      alone.release();
    }
    membership.shared = membership.file.lock(0, Long.MAX_VALUE, true);
    return alone == null;
  }

  static void leave(Path directory) throws IOException {
    Membership membership = OF_THIS_PROCESS.get(directory);
    if (membership != null && --membership.count == 0) {
      OF_THIS_PROCESS.remove(directory);
      membership.file.close();
    }
  }
}
