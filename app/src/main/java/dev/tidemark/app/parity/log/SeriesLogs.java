package dev.tidemark.app.parity.log;

import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import dev.tidemark.ingest.live.MarketRecord;
import dev.tidemark.ingest.live.RecordingReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The records of a recording, series by series. */
final class SeriesLogs {
  private SeriesLogs() {}

  static List<SeriesLog> of(RecordingReader reader) {
    Map<String, List<LogRecord>> records = new LinkedHashMap<>();
    Map<String, String> sources = new LinkedHashMap<>();
    Map<String, Instrument> instruments = new LinkedHashMap<>();
    for (MarketRecord each = reader.next(); each != null; each = reader.next()) {
      String key = each.seriesKey();
      sources.put(key, each.source());
      instruments.put(key, each.instrument());
      Trade trade = each.trade();
      Quote quote = each.quote();
      LogRecord record =
          trade != null
              ? new LogRecord.OfTrade(trade)
              : new LogRecord.OfQuote(java.util.Objects.requireNonNull(quote));
      records.computeIfAbsent(key, unused -> new ArrayList<>()).add(record);
    }
    List<SeriesLog> logs = new ArrayList<>();
    instruments.forEach(
        (key, instrument) ->
            logs.add(
                SeriesLog.ofUnordered(
                    sources.getOrDefault(key, ""),
                    instrument,
                    records.getOrDefault(key, List.of()))));
    return logs;
  }
}
