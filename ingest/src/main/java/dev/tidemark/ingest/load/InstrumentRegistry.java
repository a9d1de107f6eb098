package dev.tidemark.ingest.load;

import dev.tidemark.core.model.Instrument;
import dev.tidemark.ingest.provider.Kind;
import dev.tidemark.ingest.provider.Series;
import dev.tidemark.lake.BatchSource;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.CommitRequest;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableStore;
import dev.tidemark.lake.Vector;
import dev.tidemark.lake.catalog.Tables;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The table of instruments: every instrument that has bars, trades or quotes, and its calendar. */
public final class InstrumentRegistry {

  private static final int TICK_SCALE = 8;

  private final Table table;
  private final Instant knownAt;
  private final Set<String> registered = new HashSet<>();

  /**
   * @param knownAt known time of instruments added
   */
  public InstrumentRegistry(TableStore store, Instant knownAt) {
    this.table = store.create(Tables.INSTRUMENTS);
    this.knownAt = knownAt;
    table
        .latest()
        .scan(ScanRequest.columns("instrument"))
        .forEachBatch(
            batch -> {
              for (int i = 0; i < batch.rows(); i++) {
                String symbol = batch.string("instrument", i);
                if (symbol != null) {
                  registered.add(symbol);
                }
              }
            });
  }

  /** Adds the instruments that are not there yet; what is registered stays as it is. */
  public void register(Collection<Series> series) {
    Map<String, Instrument> fresh = new TreeMap<>();
    for (Series one : series) {
      Instrument instrument = one.instrument();
      // Corporate actions do without a calendar and must not introduce a wrong one.
      if (one.type().kind() != Kind.CORPORATE_ACTIONS
          && !registered.contains(instrument.symbol())) {
        fresh.put(instrument.symbol(), instrument);
      }
    }
    if (!fresh.isEmpty()) {
      table.append(
          BatchSource.of(batch(fresh.values().toArray(new Instrument[0]))),
          CommitRequest.of("INSTRUMENTS"));
      registered.addAll(fresh.keySet());
    }
  }

  private ColumnBatch batch(Instrument[] instruments) {
    int n = instruments.length;
    long[] ticks = new long[n];
    BitSet unknown = new BitSet();
    boolean[] auction = new boolean[n];
    for (int i = 0; i < n; i++) {
      BigDecimal tick = instruments[i].tickSize();
      if (tick == null) {
        unknown.set(i);
      } else {
        ticks[i] = tick.movePointRight(TICK_SCALE).longValueExact();
      }
      auction[i] = instruments[i].includeClosingAuction();
    }
    long[] known = new long[n];
    Arrays.fill(known, ChronoUnit.MICROS.between(Instant.EPOCH, knownAt));
    return ColumnBatch.of(Tables.INSTRUMENTS.schema(), n)
        .with("instrument", strings(instruments, Instrument::symbol))
        .with("asset_class", strings(instruments, i -> i.assetClass().name()))
        .with("calendar", strings(instruments, i -> i.calendar().name()))
        .with("tick_size", new Vector.Longs(ticks, unknown))
        .with("include_closing_auction", new Vector.Booleans(auction))
        .with("known_time", new Vector.Longs(known))
        .build();
  }

  private static Vector strings(Instrument[] instruments, Function<Instrument, String> value) {
    return new Vector.Strings(Arrays.stream(instruments).map(value).toArray(String[]::new));
  }
}
