package dev.tidemark.stream.archive;

import dev.tidemark.ingest.load.InstrumentRegistry;
import dev.tidemark.ingest.provider.Series;
import dev.tidemark.lake.LakeOptions;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableSpec;
import dev.tidemark.lake.catalog.Tables;
import dev.tidemark.lake.store.LocalTableStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** The two tables, opened by an operator for itself. Not thread-safe. */
final class ArchiveLake implements AutoCloseable {
  /** Sorting a checkpoint's rows; what does not fit is spilled. */
  private static final long ENGINE_BYTES = 256L << 20;

  static final List<TableSpec> TABLES = List.of(Tables.RAW_TRADES, Tables.RAW_QUOTES);

  private final LocalTableStore store;
  private final LongSupplier millis;

  /**
   * @param millis time of commits, milliseconds since the epoch
   */
  ArchiveLake(ArchiveOptions options, LongSupplier millis) {
    this.millis = millis;
    this.store =
        LocalTableStore.open(
            LakeOptions.of(
                    Path.of(options.lakeRoot()), () -> Instant.ofEpochMilli(millis.getAsLong()))
                .withMemoryBytes(ENGINE_BYTES)
                .withThreads(1)
                .withDurable(options.durable()));
  }

  /** Makes the instruments known to whoever builds on the tables. */
  void register(List<Series> series) {
    new InstrumentRegistry(store, Instant.ofEpochMilli(millis.getAsLong())).register(series);
  }

  Table table(TableSpec spec) {
    return store.create(spec);
  }

  /** Every number the archive has stored, of both tables. */
  Map<String, Long> stored() {
    Map<String, Long> all = new TreeMap<>();
    for (TableSpec spec : TABLES) {
      store.find(spec.name()).ifPresent(t -> all.putAll(t.transactions(ArchiveTxns.PREFIX)));
    }
    return all;
  }

  @Override
  public void close() {
    store.close();
  }
}
