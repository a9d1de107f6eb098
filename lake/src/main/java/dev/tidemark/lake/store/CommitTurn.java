package dev.tidemark.lake.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is to commit, between processes. Every commit takes the turn for the moment of its
 * commit, so a change that lost too often can take it for its whole work and win. This is courtesy
 * only: what keeps a table right is that a version can be written once.
 */
final class CommitTurn implements AutoCloseable {
  private static final String FILE = ".turn.lock";
  private static final CommitTurn NONE = new CommitTurn(null);

  private final @Nullable FileChannel channel;

  private CommitTurn(@Nullable FileChannel channel) {
    this.channel = channel;
  }

  static CommitTurn take(Path table) {
    FileChannel channel = null;
    try {
      Path log = Files.createDirectories(table.resolve("_delta_log"));
      channel =
          FileChannel.open(log.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.lock();
      if (lock.isValid()) {
        return new CommitTurn(channel);
      }
    } catch (IOException | OverlappingFileLockException e) {
      // Another store of this process has it, or the file system has no locks: go without.
    }
    closeQuietly(channel);
    return NONE;
  }

  @Override
  public void close() {
    closeQuietly(channel);
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // closing gives the lock back in any case
    }
  }
}
