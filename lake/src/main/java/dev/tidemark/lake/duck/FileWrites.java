package dev.tidemark.lake.duck;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Writes a few files at a time while the rows of the next are gathered. The files are listed in the
 * order the writes were started, and all that were written are listed once this is closed, also
 * after a failure.
 */
final class FileWrites implements AutoCloseable {
  /** Each write holds its rows in memory. */
  private static final int AT_A_TIME = 2;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          AT_A_TIME, Thread.ofPlatform().name("lake-write-", 0).daemon().factory());
  private final Deque<Future<List<WrittenFile>>> running = new ArrayDeque<>();
  private final List<WrittenFile> files;

  FileWrites(List<WrittenFile> files) {
    this.files = files;
  }

  /** Starts a write as soon as there is room for it; an earlier one's failure comes out here. */
  void start(Callable<List<WrittenFile>> write) {
    while (running.size() >= AT_A_TIME) {
      finishFirst();
    }
    running.add(threads.submit(write));
  }

  /** Waits for all writes. */
  void finish() {
    while (!running.isEmpty()) {
      finishFirst();
    }
  }

  private void finishFirst() {
    Future<List<WrittenFile>> first = running.element();
    try {
      List<WrittenFile> written = first.get();
      running.remove();
      files.addAll(written);
    } catch (ExecutionException e) {
      running.remove();
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TidemarkException.of(
          ErrorCode.UNAVAILABLE, "The write was interrupted", "its thread was", "run it again", e);
    }
  }

  /** After a failure: what still runs ends, so that its files can be removed with the others. */
  @Override
  public void close() {
    threads.shutdown();
    boolean interrupted = Thread.interrupted();
    while (!running.isEmpty()) {
      try {
        finishFirst();
      } catch (RuntimeException e) {
        interrupted |= Thread.interrupted(); // the failure that led here is the one reported
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
