package dev.tidemark.app.wiring;

import dev.tidemark.app.cli.ProgressBar;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.smartdb.load.LoadListener;
import dev.tidemark.app.torture.PhaseReporter;
import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.write.MarketWriter;
import dev.tidemark.smartdb.write.PostgresMarketWriter;

/** Writers of market data, and who watches them. */
public final class MarketWriters {
  private MarketWriters() {}

  /** A connection of its own; close it when done. */
  public static MarketWriter open(Database database, Host host) {
    return new PostgresMarketWriter(database.dataSource(DatabaseRole.INGEST), host.clock());
  }

  /** Draws the progress; for the torture command it also says how many batches are durable. */
  public static LoadListener listener(Host host, ProgressBar bar) {
    Runnable batches = PhaseReporter.batchesOfThisProcess(host);
    return (done, total) -> {
      synchronized (bar) {
        batches.run();
        bar.update(done, total);
      }
    };
  }
}
