package dev.tidemark.transform.work;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.lake.BatchSource;
import dev.tidemark.lake.ColumnBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks that make batches on a few threads and hands the batches out task by task, in the
 * order of the tasks, whichever finishes first. A task ahead of its turn waits once a few of its
 * batches are ready, so memory does not grow with the number of tasks.
 */
public final class OrderedWork implements BatchSource {
  /** Makes batches and gives each to {@code out}. */
  @FunctionalInterface
  public interface Task {
    void run(Consumer<ColumnBatch> out);
  }

  private static final int READY = 4;

  /** What travels through a queue: a batch, the end, or a failure. */
  private record Item(@Nullable ColumnBatch batch, @Nullable RuntimeException failure) {}

  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private final ExecutorService threads;
  private final List<BlockingQueue<Item>> queues = new ArrayList<>();
  private int current;

  /** Starts the tasks. */
  public OrderedWork(List<? extends Task> tasks, int threadCount) {
    this.threads =
        Executors.newFixedThreadPool(
            Math.max(1, threadCount), Thread.ofPlatform().name("silver-", 0).daemon().factory());
    for (Task task : tasks) {
      BlockingQueue<Item> queue = new ArrayBlockingQueue<>(READY);
      queues.add(queue);
      threads.execute(() -> run(task, queue));
    }
    threads.shutdown();
  }

  private static void run(Task task, BlockingQueue<Item> queue) {
    try {
      task.run(batch -> put(queue, new Item(batch, null)));
      put(queue, new Item(null, null));
    } catch (Stopped nobodyReads) {
      // The consumer closed us; there is no one to tell.
    } catch (RuntimeException failure) {
      offerFailure(queue, failure);
    } catch (Error error) {
      offerFailure(queue, new IllegalStateException(error));
      throw error;
    }
  }

  private static void offerFailure(BlockingQueue<Item> queue, RuntimeException failure) {
    try {
      put(queue, new Item(null, failure));
    } catch (Stopped nobodyReads) {
      // As above.
    }
  }

  private static void put(BlockingQueue<Item> queue, Item item) {
    try {
      queue.put(item);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new Stopped();
    }
  }

  @Override
  public @Nullable ColumnBatch next() {
    while (current < queues.size()) {
      Item item = take(queues.get(current));
      if (item.failure() != null) {
        throw item.failure();
      }
      if (item.batch() != null) {
        return item.batch();
      }
      current++;
    }
    return null;
  }

  private static Item take(BlockingQueue<Item> queue) {
    try {
      return queue.take();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw TidemarkException.of(
          ErrorCode.UNAVAILABLE,
          "The build was interrupted",
          "its thread was",
          "run it again",
          stop);
    }
  }

  /** Stops what still runs. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
