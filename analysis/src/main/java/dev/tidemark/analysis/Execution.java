package dev.tidemark.analysis;

import java.util.function.BooleanSupplier;

/**
 * How an analysis is executed. Nothing here can change the result.
 *
 * @param threads workers, the caller's thread among them; at least 1
 * @param progress told from 0 to 1, from any thread, not faster than once per work unit
 * @param cancelled asked between work units
 */
public record Execution(int threads, Progress progress, BooleanSupplier cancelled) {

  /** Told how far an analysis is. */
  @FunctionalInterface
  public interface Progress {
    void at(Phase phase, double share);
  }

  /** The parts of an analysis, in order. */
  public enum Phase {
    PREPARE,
    SIMULATE,
    BOOTSTRAP,
    PATHS,
    DIAGNOSE
  }

  public static Execution of(int threads) {
    return new Execution(threads, (phase, share) -> {}, () -> false);
  }
}
