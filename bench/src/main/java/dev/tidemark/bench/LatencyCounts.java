package dev.tidemark.bench;

import java.util.Locale;

/** Latencies counted in tenths of a millisecond, up to a minute. Safe for any thread. */
final class LatencyCounts {
  private static final long TENTH_NANOS = 100_000;
  private static final int TENTHS = 600_000;

  private final int[] counts = new int[TENTHS + 1];
  private long total;
  private long greatest;

  synchronized void add(long nanos) {
    int tenth = Math.clamp(nanos / TENTH_NANOS, 0, TENTHS);
    counts[tenth]++;
    total++;
    greatest = Math.max(greatest, nanos);
  }

  synchronized long total() {
    return total;
  }

  /** Milliseconds that this part of the latencies does not exceed; NaN without any. */
  synchronized double millis(double part) {
    if (total == 0) {
      return Double.NaN;
    }
    long wanted = (long) Math.ceil(part * total);
    long seen = 0;
    for (int tenth = 0; tenth <= TENTHS; tenth++) {
      seen += counts[tenth];
      if (seen >= wanted) {
        return (tenth + 1) / 10.0;
      }
    }
    return greatest / 1e6;
  }

  synchronized String line(String name) {
    return String.format(
        Locale.ROOT,
        "%-38s %,12d   p50 %7.1f ms   p99 %7.1f ms   p99.9 %7.1f ms   max %8.1f ms",
        name,
        total,
        millis(0.5),
        millis(0.99),
        millis(0.999),
        greatest / 1e6);
  }
}
