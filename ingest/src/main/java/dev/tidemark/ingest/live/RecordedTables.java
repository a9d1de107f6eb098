package dev.tidemark.ingest.live;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.ingest.live.Recording.Omissions;
import dev.tidemark.ingest.provider.Kind;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.Scan;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableSpec;
import dev.tidemark.lake.TableStore;
import dev.tidemark.lake.Vector;
import dev.tidemark.lake.catalog.Tables;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The trades and quotes of the bronze layer. */
final class RecordedTables implements Recording.Content {
  private static final long MICRO = 1_000;

  /** Trades known at one microsecond before its quotes, both by time and number. */
  private static final String[] ORDER = {"known_time", "instrument", "event_time", "source_seq"};

  private final TableStore store;
  private final Set<Kind> kinds;
  private final RecordingOptions options;
  private long arrival;

  RecordedTables(TableStore store, Set<Kind> kinds, RecordingOptions options) {
    this.store = store;
    this.kinds = Set.copyOf(kinds);
    this.options = options;
  }

  @Override
  public void read(Consumer<MarketRecord> out, Omissions omissions) {
    Map<String, Instrument> instruments = instruments();
    arrival = 0;
    boolean any =
        kinds.contains(Kind.TRADES)
            && table(Tables.RAW_TRADES, instruments, out, omissions, this::trades);
    any |=
        kinds.contains(Kind.QUOTES)
            && table(Tables.RAW_QUOTES, instruments, out, omissions, this::quotes);
    if (!any) {
      throw TidemarkException.of(
          ErrorCode.NOT_FOUND,
          "The lake has none of what is to be read",
          "nothing was ever loaded into bronze.raw_trades or bronze.raw_quotes",
          "load ticks with backfill, or name a file");
    }
  }

  /** What makes of each row of a batch a trade or a quote, or null when it does not fit. */
  private interface Rows {
    IntFunction<@Nullable MarketRecord> of(ColumnBatch batch, Map<String, Instrument> instruments);
  }

  private boolean table(
      TableSpec spec,
      Map<String, Instrument> instruments,
      Consumer<MarketRecord> out,
      Omissions omissions,
      Rows rows) {
    Table table = store.find(spec.name()).orElse(null);
    if (table == null) {
      return false;
    }
    try (Scan scan =
        table.latest().scan(ScanRequest.all().where(Predicate.and(wanted())).orderBy(ORDER))) {
      for (ColumnBatch batch = scan.next(); batch != null; batch = scan.next()) {
        IntFunction<@Nullable MarketRecord> record = rows.of(batch, instruments);
        for (int row = 0; row < batch.rows(); row++) {
          MarketRecord made = record.apply(row);
          if (made == null) {
            omissions.refused++;
          } else {
            out.accept(made);
          }
        }
      }
    }
    return true;
  }

  private Predicate[] wanted() {
    List<Predicate> parts = new ArrayList<>();
    if (!options.instruments().isEmpty()) {
      parts.add(
          Predicate.in(
              "instrument",
              options.instruments().stream().map(RecordedTables::symbol).distinct().toList()));
    }
    if (options.fromNanos() != Long.MIN_VALUE) {
      parts.add(Predicate.ge("known_time", instant(Math.floorDiv(options.fromNanos(), MICRO))));
    }
    if (options.toNanos() != Long.MAX_VALUE) {
      parts.add(Predicate.le("known_time", instant(Math.floorDiv(options.toNanos(), MICRO))));
    }
    return parts.toArray(Predicate[]::new);
  }

  private static String symbol(String wanted) {
    int at = wanted.lastIndexOf('@');
    return at < 0 ? wanted : wanted.substring(0, at);
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private IntFunction<@Nullable MarketRecord> trades(
      ColumnBatch batch, Map<String, Instrument> instruments) {
    long[] times = nanos(batch);
    long[] knowns = batch.longs("known_time");
    long[] numbers = batch.longs("seq");
    int[] versions = batch.ints("version");
    long[] prices = batch.longs("price");
    Vector.Decimals sizes = batch.decimals("size");
    boolean[] last = batch.booleans("upd_last");
    boolean[] hilo = batch.booleans("upd_hilo");
    boolean[] volume = batch.booleans("upd_vol");
    return row -> {
      String side = batch.string("side", row);
      if (sizes.high()[row] != sizes.low()[row] >> 63) {
        return null;
      }
      Trade trade =
          new Trade(
              text(batch, "trade_id", row),
              // Where a source tells no versions the lake has 0, which is the first one.
              Math.max(1, versions[row]),
              TradeOp.valueOf(text(batch, "op", row)),
              times[row],
              numbers[row],
              prices[row],
              sizes.low()[row],
              // Microseconds are cut off: nothing was known before it happened.
              Math.max(knowns[row] * MICRO, times[row]),
              side == null ? null : Side.valueOf(side),
              last[row],
              hilo[row],
              volume[row]);
      return MarketRecord.of(source(batch, row), of(batch, row, instruments), trade, arrival++);
    };
  }

  private IntFunction<@Nullable MarketRecord> quotes(
      ColumnBatch batch, Map<String, Instrument> instruments) {
    long[] times = nanos(batch);
    long[] knowns = batch.longs("known_time");
    long[] numbers = batch.longs("source_seq");
    long[] bids = batch.longs("bid");
    long[] asks = batch.longs("ask");
    Vector bidTold = batch.vector("bid_size");
    Vector askTold = batch.vector("ask_size");
    Vector.Decimals bidSizes = batch.decimals("bid_size");
    Vector.Decimals askSizes = batch.decimals("ask_size");
    return row -> {
      if (tooLarge(bidTold, bidSizes, row) || tooLarge(askTold, askSizes, row)) {
        return null;
      }
      Quote quote =
          new Quote(
              times[row],
              numbers[row],
              bids[row],
              asks[row],
              bidTold.isNull(row) ? null : Long.valueOf(bidSizes.low()[row]),
              askTold.isNull(row) ? null : Long.valueOf(askSizes.low()[row]),
              Math.max(knowns[row] * MICRO, times[row]));
      return MarketRecord.of(source(batch, row), of(batch, row, instruments), quote, arrival++);
    };
  }

  private static boolean tooLarge(Vector told, Vector.Decimals sizes, int row) {
    return !told.isNull(row) && sizes.high()[row] != sizes.low()[row] >> 63;
  }

  private static long[] nanos(ColumnBatch batch) {
    long[] micros = batch.longs("event_time");
    long[] exact = batch.longs("event_time_ns");
    Vector told = batch.vector("event_time_ns");
    long[] nanos = new long[batch.rows()];
    for (int row = 0; row < nanos.length; row++) {
      nanos[row] = told.isNull(row) ? micros[row] * MICRO : exact[row];
    }
    return nanos;
  }

  private Instrument of(ColumnBatch batch, int row, Map<String, Instrument> instruments) {
    return instruments.computeIfAbsent(text(batch, "instrument", row), options.resolve());
  }

  private static String source(ColumnBatch batch, int row) {
    return text(batch, "source_provider", row);
  }

  private static String text(ColumnBatch batch, String column, int row) {
    return Objects.requireNonNull(batch.string(column, row), column);
  }

  private Map<String, Instrument> instruments() {
    Map<String, Instrument> found = new HashMap<>();
    store
        .find(Tables.INSTRUMENTS.name())
        .ifPresent(
            table ->
                table
                    .latest()
                    .scan(ScanRequest.all())
                    .forEachBatch(
                        batch -> {
                          for (int row = 0; row < batch.rows(); row++) {
                            Instrument stored = instrument(batch, row);
                            found.put(stored.symbol(), stored);
                          }
                        }));
    return found;
  }

  private static Instrument instrument(ColumnBatch batch, int row) {
    return new Instrument(
        text(batch, "instrument", row),
        AssetClass.valueOf(text(batch, "asset_class", row)),
        CalendarId.valueOf(text(batch, "calendar", row)),
        (BigDecimal) batch.value("tick_size", row),
        batch.booleans("include_closing_auction")[row]);
  }
}
