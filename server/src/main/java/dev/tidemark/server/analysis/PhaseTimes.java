package dev.tidemark.server.analysis;

import dev.tidemark.analysis.Execution.Phase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells metrics how long each phase of a run took, as seen through its progress. Thread-safe. */
final class PhaseTimes {
  private final InstantSource clock;
  private final AnalysisMetrics metrics;
  private @Nullable Phase current;
  private Instant since;
  private Duration paths = Duration.ZERO;

  PhaseTimes(InstantSource clock, AnalysisMetrics metrics) {
    this.clock = clock;
    this.metrics = metrics;
    this.since = clock.instant();
  }

  synchronized void at(Phase phase) {
    // A late word of an earlier phase changes nothing.
    if (current == null || phase.compareTo(current) > 0) {
      close();
      current = phase;
    }
  }

  /**
   * The run is computed.
   *
   * @param samples bars × configurations × paths that were evaluated
   */
  synchronized void end(double samples) {
    close();
    current = null;
    metrics.samples((long) samples, paths);
  }

  private void close() {
    Instant now = clock.instant();
    if (current != null) {
      Duration took = Duration.between(since, now);
      metrics.phase(current.name().toLowerCase(Locale.ROOT), took);
      if (current == Phase.PATHS) {
        paths = took;
      }
    }
    since = now;
  }
}
