package dev.tidemark.server.analysis;

import dev.tidemark.analysis.Execution.Phase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** One number from the phases of a run, not reported too often. Thread-safe. */
final class RunProgress {
  private final InstantSource clock;
  private final Duration every;
  private final Reported reported;
  private final AtomicLong due = new AtomicLong(Long.MIN_VALUE);

  /** Where the number goes. */
  @FunctionalInterface
  interface Reported {
    void at(double progress);
  }

  RunProgress(InstantSource clock, Duration every, Reported reported) {
    this.clock = clock;
    this.every = every;
    this.reported = reported;
  }

  void at(Phase phase, double share) {
    long now = clock.millis();
    long before = due.get();
    if (now >= before && due.compareAndSet(before, now + every.toMillis())) {
      reported.at(total(phase, share));
    }
  }

  /** The phases weighed by how long they take in a standard analysis. */
  static double total(Phase phase, double share) {
    double within = Math.clamp(share, 0.0, 1.0);
    return switch (phase) {
      case PREPARE -> 0.02 * within;
      case SIMULATE -> 0.02 + 0.03 * within;
      case BOOTSTRAP -> 0.05 + 0.15 * within;
      case PATHS -> 0.20 + 0.70 * within;
      case DIAGNOSE -> 0.90 + 0.05 * within;
    };
  }
}
