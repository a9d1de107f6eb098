package dev.tidemark.bench;

import java.io.PrintWriter;
import java.util.Locale;

/** Prints measurements as aligned lines and, against a peer, as ratios. */
final class Report {

  private final PrintWriter out;

  Report(PrintWriter out) {
    this.out = out;
  }

  void title(String text) {
    out.printf("%n%s%n", text);
    out.printf(
        Locale.ROOT,
        "  %-38s %12s %9s %9s %13s %10s%n",
        "",
        "rows",
        "wall s",
        "CPU s",
        "rows/s",
        "heap MiB");
    out.flush();
  }

  void heading(String text) {
    out.printf("%n%s%n", text);
    out.flush();
  }

  void latency(String name, long rows, double medianMillis, double p95Millis) {
    out.printf(
        Locale.ROOT,
        "  %-38s %,12d rows   median %6.1f ms   p95 %6.1f ms%n",
        name,
        rows,
        medianMillis,
        p95Millis);
    out.flush();
  }

  void line(Measurement m) {
    out.printf(
        Locale.ROOT,
        "  %-38s %,12d %9.2f %9.2f %,13.0f %10d%n",
        m.name(),
        m.rows(),
        m.wallSeconds(),
        m.cpuSeconds(),
        m.rowsPerSecond(),
        m.peakHeapBytes() >> 20);
    out.flush();
  }

  /** How many times cheaper and faster {@code ours} is than {@code peer}; below 1 it is dearer. */
  void ratio(Measurement ours, Measurement peer) {
    out.printf(
        Locale.ROOT,
        "  = %.2f x the peer's CPU efficiency, %.2f x its speed%n",
        peer.cpuSeconds() / ours.cpuSeconds(),
        peer.wallSeconds() / ours.wallSeconds());
    out.flush();
  }

  void note(String text) {
    out.printf("  %s%n", text);
    out.flush();
  }
}
