package dev.tidemark.app.smartdb.check;

import dev.tidemark.app.smartdb.load.MarketSelection;
import dev.tidemark.app.smartdb.load.SeriesName;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.core.number.Int128;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Snapshot;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableSpec;
import dev.tidemark.lake.TableStore;
import dev.tidemark.lake.Vector;
import dev.tidemark.lake.catalog.Tables;
import dev.tidemark.smartdb.market.Basis;
import dev.tidemark.transform.progress.Instruments;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads records of the bronze tables; shares no code with what loads them into the database. */
public final class LakeRecords {
  private static final long NANOS_PER_MICRO = 1_000;

  private final TableStore store;
  private final Instruments instruments;
  private final Optional<Snapshot> trades;
  private final Optional<Snapshot> quotes;
  private final Optional<Snapshot> minutes;

  public LakeRecords(TableStore store) {
    this.store = store;
    this.instruments = Instruments.read(store);
    this.trades = latest(Tables.RAW_TRADES);
    this.quotes = latest(Tables.RAW_QUOTES);
    this.minutes = latest(Tables.bars(Timeframe.M1));
  }

  private Optional<Snapshot> latest(TableSpec spec) {
    return store.find(spec.name()).map(Table::latest);
  }

  /** The series of the lake and what their bars are made of. */
  public SortedMap<SeriesName, Basis> series() {
    SortedMap<SeriesName, Basis> all = new TreeMap<>();
    minutes.ifPresent(table -> names(table).forEach(name -> all.put(name, Basis.BARS)));
    quotes.ifPresent(table -> names(table).forEach(name -> all.put(name, Basis.QUOTES)));
    trades.ifPresent(table -> names(table).forEach(name -> all.put(name, Basis.TRADES)));
    return all;
  }

  private List<SeriesName> names(Snapshot table) {
    List<SeriesName> names = new ArrayList<>();
    String name = table.table().toString();
    store
        .sql(
            "SELECT DISTINCT instrument, source_provider FROM " + name + " ORDER BY ALL",
            Map.of(name, table))
        .forEachBatch(
            batch -> {
              for (int row = 0; row < batch.rows(); row++) {
                names.add(
                    new SeriesName(
                        text(batch, "instrument", row), text(batch, "source_provider", row)));
              }
            });
    return names;
  }

  /** Tells all records of trades of a series, registered or not, in no particular order. */
  public void trades(SeriesName name, Consumer<Trade> out) {
    scan(trades, name, MarketSelection.ALL, row -> out.accept(trade(row)));
  }

  /** All records of trades, by series. */
  public Map<SeriesName, List<Trade>> trades() {
    Map<SeriesName, List<Trade>> told = new HashMap<>();
    scan(
        trades,
        Predicate.and(),
        row -> told.computeIfAbsent(row.series(), absent -> new ArrayList<>()).add(trade(row)));
    return told;
  }

  /** All records of quotes, by series. */
  public Map<SeriesName, List<Quote>> quotes() {
    Map<SeriesName, List<Quote>> told = new HashMap<>();
    scan(
        quotes,
        Predicate.and(),
        row -> told.computeIfAbsent(row.series(), absent -> new ArrayList<>()).add(quote(row)));
    return told;
  }

  public SeriesRecords read(SeriesName name, Basis basis, MarketSelection selection) {
    List<Trade> told = new ArrayList<>();
    List<Quote> quoted = new ArrayList<>();
    List<ToldMinute> bars = new ArrayList<>();
    if (basis == Basis.BARS) {
      scan(minutes, name, selection, row -> bars.add(minute(row)));
      bars.sort(
          Comparator.comparingLong(ToldMinute::labelNanos)
              .thenComparingLong(ToldMinute::knownNanos)
              .thenComparingLong(ToldMinute::seq));
    } else {
      if (basis == Basis.TRADES) {
        scan(trades, name, selection, row -> told.add(trade(row)));
      }
      scan(quotes, name, selection, row -> quoted.add(quote(row)));
      quoted.sort(Comparator.comparingLong(Quote::tsNanos).thenComparingLong(Quote::seq));
    }
    TradingCalendar calendar = instruments.calendar(name.symbol());
    return new SeriesRecords(
        name, basis, instruments.get(name.symbol()), calendar, told, quoted, bars);
  }

  /** The columns of a batch, each looked up once. */
  private record Columns(
      ColumnBatch batch,
      Map<String, long[]> longs,
      Map<String, int[]> ints,
      Map<String, Vector.Decimals> decimals,
      Map<String, boolean[]> booleans) {
    static Columns of(ColumnBatch batch) {
      return new Columns(batch, new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
    }
  }

  private record Row(Columns columns, int at) {
    ColumnBatch batch() {
      return columns.batch();
    }

    long number(String column) {
      return columns.longs().computeIfAbsent(column, batch()::longs)[at];
    }

    int small(String column) {
      return columns.ints().computeIfAbsent(column, batch()::ints)[at];
    }

    Int128 wide(String column) {
      Vector.Decimals values = columns.decimals().computeIfAbsent(column, batch()::decimals);
      return new Int128(values.high()[at], values.low()[at]);
    }

    boolean is(String column) {
      return columns.booleans().computeIfAbsent(column, batch()::booleans)[at];
    }

    boolean isNull(String column) {
      return batch().isNull(column, at);
    }

    SeriesName series() {
      return new SeriesName(text(batch(), "instrument", at), text(batch(), "source_provider", at));
    }

    long eventNanos() {
      return isNull("event_time_ns")
          ? number("event_time") * NANOS_PER_MICRO
          : number("event_time_ns");
    }

    long knownNanos() {
      return number("known_time") * NANOS_PER_MICRO;
    }
  }

  private static void scan(
      Optional<Snapshot> table, SeriesName name, MarketSelection selection, Consumer<Row> rows) {
    List<Predicate> where = new ArrayList<>();
    where.add(Predicate.eq("instrument", name.symbol()));
    where.add(Predicate.eq("source_provider", name.source()));
    selection
        .first()
        .ifPresent(day -> where.add(Predicate.ge("event_time", instant(selection.fromMicros()))));
    selection
        .last()
        .ifPresent(day -> where.add(Predicate.lt("event_time", instant(selection.untilMicros()))));
    scan(table, Predicate.and(where.toArray(new Predicate[0])), rows);
  }

  private static void scan(Optional<Snapshot> table, Predicate where, Consumer<Row> rows) {
    table.ifPresent(
        snapshot ->
            snapshot
                .scan(ScanRequest.all().where(where))
                .forEachBatch(
                    batch -> {
                      Columns columns = Columns.of(batch);
                      for (int at = 0; at < batch.rows(); at++) {
                        rows.accept(new Row(columns, at));
                      }
                    }));
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** Where the source tells no versions the lake has 0, which is the first one. */
  private static Trade trade(Row row) {
    ColumnBatch batch = row.batch();
    Int128 size = row.wide("size");
    String side = batch.string("side", row.at());
    return new Trade(
        text(batch, "trade_id", row.at()),
        Math.max(1, row.small("version")),
        TradeOp.valueOf(text(batch, "op", row.at())),
        row.eventNanos(),
        row.number("seq"),
        row.number("price"),
        size.low(),
        row.knownNanos(),
        side == null ? null : Side.valueOf(side),
        row.is("upd_last"),
        row.is("upd_hilo"),
        row.is("upd_vol"));
  }

  private static Quote quote(Row row) {
    return new Quote(
        row.eventNanos(),
        row.number("source_seq"),
        row.number("bid"),
        row.number("ask"),
        null,
        null,
        row.knownNanos());
  }

  private static ToldMinute minute(Row row) {
    return new ToldMinute(
        row.number("event_time") * NANOS_PER_MICRO,
        row.knownNanos(),
        row.number("source_seq"),
        row.number("open"),
        row.number("high"),
        row.number("low"),
        row.number("close"),
        row.isNull("volume") ? Int128.ZERO : row.wide("volume"),
        row.isNull("notional") ? null : row.wide("notional"),
        row.isNull("trade_count") ? 0 : row.number("trade_count"));
  }

  private static String text(ColumnBatch batch, String column, int row) {
    @Nullable String text = batch.string(column, row);
    return String.valueOf(text);
  }
}
