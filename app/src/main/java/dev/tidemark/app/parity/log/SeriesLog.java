package dev.tidemark.app.parity.log;

import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What one source told about one instrument.
 *
 * @param records in the order in which they came: knowledge time never descends
 */
public record SeriesLog(String source, Instrument instrument, List<LogRecord> records) {
  public SeriesLog {
    records = List.copyOf(records);
  }

  /** Puts records into the order of their knowledge; those known at one time keep their order. */
  public static SeriesLog ofUnordered(
      String source, Instrument instrument, List<? extends LogRecord> records) {
    List<LogRecord> ordered = new ArrayList<>(records);
    ordered.sort(Comparator.comparingLong(LogRecord::knownNanos));
    return new SeriesLog(source, instrument, ordered);
  }

  /** As records of the stream name it. */
  public String key() {
    return source + '/' + instrument.symbol();
  }

  public List<Trade> trades() {
    List<Trade> trades = new ArrayList<>();
    for (LogRecord record : records) {
      if (record instanceof LogRecord.OfTrade of) {
        trades.add(of.trade());
      }
    }
    return trades;
  }

  public List<Quote> quotes() {
    List<Quote> quotes = new ArrayList<>();
    for (LogRecord record : records) {
      if (record instanceof LogRecord.OfQuote of) {
        quotes.add(of.quote());
      }
    }
    return quotes;
  }
}
