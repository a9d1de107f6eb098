package dev.tidemark.bench;

import java.time.InstantSource;

/** The same ingest at one, ten and fifty million rows: how time and heap grow. */
final class GrowthBenchmark {
  private static final long[] ROWS = {1_000_000, 10_000_000, 50_000_000};

  private GrowthBenchmark() {}

  static void run(Workspace space, Report report, InstantSource clock) throws Exception {
    report.title("Growth of ingest, each into an empty lake");
    for (long rows : ROWS) {
      try (Workspace fresh = space.another()) {
        report.line(
            Meter.once(
                rows / 1_000_000 + " M ticks",
                () -> {
                  IngestBenchmark.ours(fresh.store(), rows, clock);
                  return rows;
                }));
      }
    }
  }
}
