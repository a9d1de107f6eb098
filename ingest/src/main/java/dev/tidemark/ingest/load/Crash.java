package dev.tidemark.ingest.load;

import java.util.EnumMap;
import java.util.Map;

/** Counts how often each phase was reached, and tells the hook. */
final class Crash {

  private final CrashPoints points;
  private final Map<CrashPoints.Phase, Long> counts = new EnumMap<>(CrashPoints.Phase.class);

  Crash(CrashPoints points) {
    this.points = points;
  }

  void reached(CrashPoints.Phase phase) {
    long before;
    synchronized (counts) {
      before = counts.merge(phase, 1L, Long::sum) - 1;
    }
    points.reached(phase, before);
  }
}
