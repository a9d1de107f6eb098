package dev.tidemark.server.analysis;

import java.time.Duration;

/** Told what happens, for a metrics registry. Called from any thread; must not throw. */
public interface AnalysisMetrics {
  AnalysisMetrics NONE = new AnalysisMetrics() {};

  /** What became of a submission. */
  enum Outcome {
    /** The result was there. */
    HIT,
    /** The same is being computed for someone of the tenant already. */
    JOINED,
    /** A run was begun. */
    MISS,
    REJECTED,
    LIMITED
  }

  default void submitted(Outcome outcome) {}

  /** Bars were needed. */
  default void bars(boolean cached) {}

  /**
   * A part of a run took this long.
   *
   * @param phase load, prepare, simulate, bootstrap, paths, diagnose, report, store
   */
  default void phase(String phase, Duration duration) {}

  /**
   * Null paths were evaluated.
   *
   * @param samples bars × configurations × paths
   */
  default void samples(long samples, Duration duration) {}

  default void finished(AnalysisStatus status) {}
}
