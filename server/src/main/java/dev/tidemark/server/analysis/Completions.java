package dev.tidemark.server.analysis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Wakes requests that wait for a run. Being told is a hint: a waiting request also looks by itself
 * now and then, so that a lost notification delays it and no more. Thread-safe.
 */
public final class Completions {
  /** Gone as soon as nobody waits any more, whether the run finishes or not. */
  private final Cache<String, CompletableFuture<Boolean>> waiting =
      Caffeine.newBuilder().weakValues().build();

  /** A run of this id is finished, however it ended. */
  public void finished(String runId) {
    CompletableFuture<Boolean> future = waiting.asMap().remove(runId);
    if (future != null) {
      future.complete(true);
    }
  }

  /**
   * Waits until the condition holds, at most about {@code longest}.
   *
   * @return whether it holds
   */
  boolean await(String runId, BooleanSupplier condition, Duration longest, Duration poll) {
    long polls = Math.max(1, longest.dividedBy(poll));
    for (long i = 0; i < polls; i++) {
      // Registered before looking: what finishes after the look is told to this future.
      CompletableFuture<Boolean> told = waiting.get(runId, id -> new CompletableFuture<>());
      if (condition.getAsBoolean()) {
        return true;
      }
      try {
        told.get(poll.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        continue;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return condition.getAsBoolean();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e); // nobody completes it so
      }
    }
    return condition.getAsBoolean();
  }
}
