package dev.tidemark.analysis.evidence;

import dev.tidemark.analysis.Execution;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The threads of an analysis, the caller's among them. */
final class Crew {
  private final Execution execution;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  private Crew(Execution execution) {
    this.execution = execution;
  }

  /**
   * Runs the work once per thread and waits for all. Work takes its units from something shared,
   * and calls {@link #checkpoint} between two. The first failure of any thread is thrown.
   *
   * @param most threads that have something to do
   * @throws CancellationException when cancelled
   */
  static void run(Execution execution, int most, Consumer<Crew> work) {
    Crew crew = new Crew(execution);
    int others = Math.min(execution.threads(), most) - 1;
    if (others <= 0) {
      work.accept(crew);
      return;
    }
    try (ExecutorService threads =
        Executors.newFixedThreadPool(
            others, Thread.ofPlatform().daemon().name("analysis-", 1).factory())) {
      for (int i = 0; i < others; i++) {
        threads.execute(() -> crew.guarded(work));
      }
      crew.guarded(work);
    }
    Throwable first = crew.failure.get();
    if (first instanceof RuntimeException error) {
      throw error;
    }
    if (first instanceof Error error) {
      throw error;
    }
  }

  /** Throws if the analysis is cancelled or another thread has failed. */
  void checkpoint() {
    if (failure.get() != null || execution.cancelled().getAsBoolean()) {
      throw new CancellationException("the analysis was cancelled");
    }
  }

  private void guarded(Consumer<Crew> work) {
    try {
      work.accept(this);
    } catch (RuntimeException | Error error) {
      failure.compareAndSet(null, error);
    }
  }
}
