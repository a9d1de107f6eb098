package dev.tidemark.app.parity;

import dev.tidemark.app.parity.log.LogRecord;
import dev.tidemark.app.parity.log.SeriesLog;
import dev.tidemark.app.smartdb.check.LakeRecords;
import dev.tidemark.app.smartdb.load.SeriesName;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import dev.tidemark.lake.BatchSource;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.CommitRequest;
import dev.tidemark.lake.LakeOptions;
import dev.tidemark.lake.TableStore;
import dev.tidemark.lake.Vector;
import dev.tidemark.lake.catalog.Tables;
import dev.tidemark.lake.store.LocalTableStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Records of logs as a lake gives them back. */
final class ParityLake {
  private final Map<SeriesName, List<Trade>> trades;
  private final Map<SeriesName, List<Quote>> quotes;

  private ParityLake(Map<SeriesName, List<Trade>> trades, Map<SeriesName, List<Quote>> quotes) {
    this.trades = trades;
    this.quotes = quotes;
  }

  /** Where no engine needs a lake. */
  static ParityLake none() {
    return new ParityLake(Map.of(), Map.of());
  }

  /** Writes the logs into the bronze tables of a new lake and reads them. */
  static ParityLake through(Path directory, InstantSource clock, List<SeriesLog> logs) {
    try (TableStore store =
        LocalTableStore.open(LakeOptions.of(directory, clock).withDurable(false))) {
      append(
          store,
          logs,
          log -> BronzeRows.trades(log, log.trades()),
          log -> BronzeRows.quotes(log, log.quotes()));
      LakeRecords records = new LakeRecords(store);
      return new ParityLake(records.trades(), records.quotes());
    }
  }

  private static void append(
      TableStore store,
      List<SeriesLog> logs,
      Function<SeriesLog, ColumnBatch> trades,
      Function<SeriesLog, ColumnBatch> quotes) {
    CommitRequest request = CommitRequest.of("PARITY");
    store.create(Tables.INSTRUMENTS).append(BatchSource.of(instruments(logs)), request);
    store.create(Tables.RAW_TRADES).append(each(logs, trades), request);
    store.create(Tables.RAW_QUOTES).append(each(logs, quotes), request);
  }

  private static BatchSource each(List<SeriesLog> logs, Function<SeriesLog, ColumnBatch> batch) {
    var rest = logs.iterator();
    return () -> rest.hasNext() ? batch.apply(rest.next()) : null;
  }

  private static ColumnBatch instruments(List<SeriesLog> logs) {
    int rows = logs.size();
    String[] symbols = new String[rows];
    String[] classes = new String[rows];
    String[] calendars = new String[rows];
    boolean[] auctions = new boolean[rows];
    for (int i = 0; i < rows; i++) {
      Instrument instrument = logs.get(i).instrument();
      symbols[i] = instrument.symbol();
      classes[i] = instrument.assetClass().name();
      calendars[i] = instrument.calendar().name();
      auctions[i] = instrument.includeClosingAuction();
    }
    return ColumnBatch.of(Tables.INSTRUMENTS.schema(), rows)
        .with("instrument", new Vector.Strings(symbols))
        .with("asset_class", new Vector.Strings(classes))
        .with("calendar", new Vector.Strings(calendars))
        .with("include_closing_auction", new Vector.Booleans(auctions, null))
        .with("known_time", new Vector.Longs(new long[rows]))
        .build();
  }

  /**
   * The log as the lake has it. It does not keep the order of records known at one microsecond:
   * they come in the order in which they happened.
   */
  SeriesLog read(SeriesLog log) {
    SeriesName name = new SeriesName(log.instrument().symbol(), log.source());
    List<LogRecord> all = new ArrayList<>();
    quotes.getOrDefault(name, List.of()).stream()
        .sorted(Comparator.comparingLong(Quote::tsNanos).thenComparingLong(Quote::seq))
        .forEach(quote -> all.add(new LogRecord.OfQuote(quote)));
    trades.getOrDefault(name, List.of()).stream()
        .sorted(Trade.ORDER.thenComparing(Comparator.comparingInt(Trade::version)))
        .forEach(trade -> all.add(new LogRecord.OfTrade(trade)));
    return SeriesLog.ofUnordered(log.source(), log.instrument(), all);
  }
}
