package dev.tidemark.app.parity.log;

import dev.tidemark.ingest.backfill.BackfillListener;
import dev.tidemark.ingest.backfill.BackfillService;
import dev.tidemark.ingest.live.Recording;
import dev.tidemark.ingest.live.RecordingOptions;
import dev.tidemark.ingest.live.RecordingReader;
import dev.tidemark.ingest.load.CrashPoints;
import dev.tidemark.ingest.load.IngestOptions;
import dev.tidemark.ingest.provider.Provider;
import dev.tidemark.ingest.provider.Selection;
import dev.tidemark.ingest.provider.SeriesType;
import dev.tidemark.ingest.simulator.DemoUniverse;
import dev.tidemark.ingest.simulator.FaultPlan;
import dev.tidemark.ingest.simulator.SimulatorProvider;
import dev.tidemark.lake.LakeOptions;
import dev.tidemark.lake.TableStore;
import dev.tidemark.lake.store.LocalTableStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The simulated day of ticks, through the ordinary ingestion into a lake made for it, and out
 * again: it has passed the gate, and is what a user's lake would hold.
 */
public final class SimulatedLog {
  private final Supplier<Path> directories;
  private final InstantSource clock;
  private final LongSupplier ticker;
  private final Supplier<String> ids;

  /** {@code directories}: a new empty directory at each call, removed by whoever gave it. */
  public SimulatedLog(
      Supplier<Path> directories, InstantSource clock, LongSupplier ticker, Supplier<String> ids) {
    this.directories = directories;
    this.clock = clock;
    this.ticker = ticker;
    this.ids = ids;
  }

  /** The series of the day under a seed. */
  public List<SeriesLog> read(long seed) {
    LakeOptions options = LakeOptions.of(directories.get(), clock).withDurable(false);
    try (Provider provider = new SimulatorProvider(DemoUniverse.demo(), seed, FaultPlan.NONE);
        TableStore store = LocalTableStore.open(options)) {
      BackfillService service =
          new BackfillService(store, IngestOptions.DEFAULT, clock, ticker, ids, CrashPoints.NONE);
      Selection ticks =
          new Selection(
              List.of(),
              Set.of(SeriesType.TRADES, SeriesType.QUOTES),
              Long.MIN_VALUE,
              Long.MAX_VALUE);
      service.run(provider, service.plan(provider, ticks), BackfillListener.NONE);
      try (RecordingReader reader =
          Recording.of(store, RecordingOptions.all(clock.instant())).open()) {
        return SeriesLogs.of(reader);
      }
    }
  }
}
