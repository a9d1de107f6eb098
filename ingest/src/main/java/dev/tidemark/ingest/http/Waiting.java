package dev.tidemark.ingest.http;

import java.time.Duration;

/** How a client waits: really, or in tests by advancing a clock. */
@FunctionalInterface
public interface Waiting {
  /** Returns after the duration; zero or less returns at once. */
  void await(Duration duration) throws InterruptedException;

  /** Waits by sleeping. */
  static Waiting sleeping() {
    return duration -> {
      if (duration.isPositive()) {
        Thread.sleep(duration);
      }
    };
  }
}
