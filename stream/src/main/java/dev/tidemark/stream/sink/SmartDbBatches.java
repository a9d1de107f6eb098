package dev.tidemark.stream.sink;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.smartdb.market.Basis;
import dev.tidemark.smartdb.market.SeriesSpec;
import dev.tidemark.smartdb.write.DeadLetter;
import dev.tidemark.smartdb.write.LiveRows;
import dev.tidemark.smartdb.write.LiveRows.LiveAlert;
import dev.tidemark.smartdb.write.LiveRows.LiveBar;
import dev.tidemark.smartdb.write.LiveRows.LiveFeatures;
import dev.tidemark.smartdb.write.PostgresMarketWriter;
import dev.tidemark.stream.event.MarketEvent;
import dev.tidemark.stream.fold.LiveRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Rows as batches of the Smart-DB's writer: records, and what was computed of them. All of them may
 * be written again. One thread at a time.
 */
final class SmartDbBatches implements AutoCloseable {
  /** What lies in the future was refused by what the log says, not by the time of day. */
  private static final Instant NO_FUTURE = Instant.parse("2039-12-31T00:00:00Z");

  private static final int NO_SERIES = -1;

  private final PostgresMarketWriter writer;
  private final Map<String, Integer> series = new HashMap<>();

  /** Series known to be made of trades. */
  private final Set<String> traded = new HashSet<>();

  SmartDbBatches(DataSource connections) {
    writer = new PostgresMarketWriter(connections, () -> NO_FUTURE);
  }

  /**
   * Returns when the rows are committed.
   *
   * @throws TidemarkException UNAVAILABLE when the database does not answer; some may be committed
   */
  void write(List<LiveRow> rows) {
    Set<String> trading = trading(rows);
    meet(rows, trading);
    MarketColumns columns = new MarketColumns();
    List<LiveBar> bars = new ArrayList<>();
    List<LiveFeatures> features = new ArrayList<>();
    List<LiveAlert> alerts = new ArrayList<>();
    for (LiveRow row : rows) {
      int number = number(row, trading);
      MarketEvent record = row.record;
      if (number == NO_SERIES) {
        continue;
      }
      if (trading.remove(row.seriesKey())) {
        writer.formOfTrades(number);
        traded.add(row.seriesKey());
      }
      if (record != null) {
        columns.add(number, record);
      } else if (row.bar != null) {
        bars.add(new LiveBar(number, row.bar.timeframe(), row.bar.revision()));
      } else if (row.features != null) {
        features.add(new LiveFeatures(number, row.features.revision()));
      } else if (row.alert != null) {
        alerts.add(new LiveAlert(number, row.alert.revision()));
      }
    }
    writer.live(columns.trades(), columns.quotes(), new LiveRows(bars, features, alerts));
  }

  /** Series with trades of which it is not known whether they are made of them. */
  private Set<String> trading(List<LiveRow> rows) {
    Set<String> found = new HashSet<>();
    for (LiveRow row : rows) {
      MarketEvent record = row.record;
      if (record != null && record.kind == MarketEvent.TRADE && !traded.contains(row.seriesKey())) {
        found.add(row.seriesKey());
      }
    }
    return found;
  }

  /** Series that come for the first time, all at once: there may be a flood of them. */
  private void meet(List<LiveRow> rows, Set<String> trading) {
    Map<String, SeriesSpec> fresh = new HashMap<>();
    for (LiveRow row : rows) {
      String key = row.seriesKey();
      if (!series.containsKey(key) && !fresh.containsKey(key)) {
        fresh.put(key, spec(row, basis(key, trading)));
      }
    }
    if (!fresh.isEmpty()) {
      Map<SeriesSpec, Integer> numbers = writer.series(fresh.values());
      fresh.forEach(
          (key, spec) -> {
            Integer number = numbers.get(spec);
            if (number != null) {
              series.put(key, number);
              if (trading.remove(key)) {
                traded.add(key);
              }
            }
          });
    }
  }

  private int number(LiveRow row, Set<String> trading) {
    Integer known = series.get(row.seriesKey());
    if (known != null) {
      return known;
    }
    int number = find(row, basis(row.seriesKey(), trading)).orElse(NO_SERIES);
    series.put(row.seriesKey(), number);
    return number;
  }

  /**
   * Makes the series where it is missing. One that is there is taken as it is; empty when it has
   * other sessions.
   */
  private Optional<Integer> find(LiveRow row, Basis usual) {
    Basis other = usual == Basis.TRADES ? Basis.QUOTES : Basis.TRADES;
    String refusal = "";
    for (Basis basis : List.of(usual, other)) {
      try {
        return Optional.of(writer.series(spec(row, basis)));
      } catch (TidemarkException e) {
        if (e.code() == ErrorCode.UNAVAILABLE) {
          throw e;
        }
        refusal = String.valueOf(e.getMessage());
      }
    }
    writer.reject(
        "series",
        List.of(
            new DeadLetter(
                row.instrument + '@' + row.source,
                DeadLetter.Reason.CONFLICT,
                refusal,
                row.assetClass + ' ' + row.calendar + ' ' + row.includeClosingAuction)));
    return Optional.empty();
  }

  /** As the folds do it: of quotes until the first trade comes. */
  private Basis basis(String key, Set<String> trading) {
    return trading.contains(key) || traded.contains(key) ? Basis.TRADES : Basis.QUOTES;
  }

  private static SeriesSpec spec(LiveRow row, Basis basis) {
    Instrument instrument =
        new Instrument(
            row.instrument,
            AssetClass.valueOf(row.assetClass),
            CalendarId.valueOf(row.calendar),
            null,
            row.includeClosingAuction);
    return new SeriesSpec(instrument, row.source, basis, SeriesSpec.DEFAULT_RANK);
  }

  @Override
  public void close() {
    writer.close();
  }
}
