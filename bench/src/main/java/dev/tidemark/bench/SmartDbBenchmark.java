package dev.tidemark.bench;

import dev.tidemark.app.wiring.Databases;
import dev.tidemark.smartdb.market.MarketSchema;
import java.time.InstantSource;

/** The database of market data, on an embedded server of its own. */
final class SmartDbBenchmark {
  private SmartDbBenchmark() {}

  static void run(Workspace space, Report report, long rows, InstantSource clock) throws Exception {
    try (Databases.Opened opened = Databases.embedded(space.path("database"), 0)) {
      MarketSchema.migrate(opened.database());
      SmartDbLoadBenchmark.run(opened.database(), report, rows, clock);
      SmartDbSnapshotBenchmark.run(opened.database(), report);
    }
  }
}
