package dev.tidemark.ingest.load;

import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.ingest.provider.Kind;
import dev.tidemark.ingest.provider.Series;
import dev.tidemark.lake.BatchSource;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.CommitRequest;
import dev.tidemark.lake.MergeMode;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The table of instruments: every instrument that has bars, trades or quotes, and its calendar. One
 * row each, as last described; earlier descriptions are in the table's versions.
 */
public final class InstrumentRegistry {

  private static final int TICK_SCALE = 8;

  private final Table table;
  private final Instant knownAt;
  private final Map<String, Instrument> registered = new HashMap<>();

  /**
   * @param knownAt known time of instruments added or changed
   */
  public InstrumentRegistry(TableStore store, Instant knownAt) {
    this.table = store.create(Tables.INSTRUMENTS);
    this.knownAt = knownAt;
    table
        .latest()
        .scan(ScanRequest.all())
        .forEachBatch(
            batch -> {
              for (int i = 0; i < batch.rows(); i++) {
                Instrument stored = stored(batch, i);
                registered.put(stored.symbol(), stored);
              }
            });
  }

  private static Instrument stored(ColumnBatch batch, int row) {
    BigDecimal tick = (BigDecimal) batch.value("tick_size", row);
    return new Instrument(
        text(batch, "instrument", row),
        AssetClass.valueOf(text(batch, "asset_class", row)),
        CalendarId.valueOf(text(batch, "calendar", row)),
        tick,
        batch.booleans("include_closing_auction")[row]);
  }

  private static String text(ColumnBatch batch, String column, int row) {
    return Objects.requireNonNull(batch.string(column, row), column);
  }

  /**
   * Adds the instruments that are not there yet and replaces those that are described differently
   * now. A tick size that is not given does not erase one that is stored.
   */
  public void register(Collection<Series> series) {
    Map<String, Instrument> changed = new TreeMap<>();
    for (Series one : series) {
      // Corporate actions do without a calendar and must not introduce a wrong one.
      if (one.type().kind() != Kind.CORPORATE_ACTIONS) {
        String symbol = one.instrument().symbol();
        Instrument before = changed.getOrDefault(symbol, registered.get(symbol));
        Instrument now = before == null ? one.instrument() : completed(one.instrument(), before);
        if (before == null || !same(now, before)) {
          changed.put(symbol, now);
        }
      }
    }
    if (!changed.isEmpty()) {
      table.merge(
          BatchSource.of(batch(changed.values().toArray(new Instrument[0]))),
          List.of("instrument"),
          MergeMode.UPSERT,
          CommitRequest.of("INSTRUMENTS"));
      registered.putAll(changed);
    }
  }

  private static Instrument completed(Instrument given, Instrument before) {
    return given.tickSize() != null
        ? given
        : new Instrument(
            given.symbol(),
            given.assetClass(),
            given.calendar(),
            before.tickSize(),
            given.includeClosingAuction());
  }

  /** Tick sizes are compared by value: 0.01 is stored as 0.01000000. */
  private static boolean same(Instrument a, Instrument b) {
    BigDecimal one = a.tickSize();
    BigDecimal other = b.tickSize();
    boolean ticks = one == null || other == null ? one == other : one.compareTo(other) == 0;
    return ticks
        && a.assetClass() == b.assetClass()
        && a.calendar() == b.calendar()
        && a.includeClosingAuction() == b.includeClosingAuction();
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
