package dev.tidemark.app.wiring;

import dev.tidemark.app.config.KnownSettings;
import dev.tidemark.app.config.Settings;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One build of the silver tables at a time per lake, whichever process does it: a server, its
 * workers and a command line may all find that something is to be built. The lock is the operating
 * system's, so that it goes with the process that holds it.
 */
public final class BuildLock {
  /** Locks of a file are held by processes; this one is for threads. */
  private static final ReentrantLock THREADS = new ReentrantLock();

  private BuildLock() {}

  /** Does the work when no one else builds. */
  static <T> T holding(Settings settings, Supplier<T> work) {
    Path file = settings.path(KnownSettings.LAKE_ROOT).resolve(".silver-build.lock");
    THREADS.lock();
    try {
      Files.createDirectories(settings.path(KnownSettings.LAKE_ROOT));
      try (FileChannel channel =
              FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        return work.get();
      }
    } catch (IOException e) {
      throw TidemarkException.of(
              ErrorCode.IO_FAILURE,
              "The lake cannot be locked for a build",
              String.valueOf(e.getMessage()),
              "check that its directory may be written",
              e)
          .withDetail("file", file);
    } finally {
      THREADS.unlock();
    }
  }
}
