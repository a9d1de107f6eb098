package dev.tidemark.stream.sink;

import dev.tidemark.smartdb.write.QuoteBatch;
import dev.tidemark.smartdb.write.TradeBatch;
import dev.tidemark.stream.event.MarketEvent;
import java.util.ArrayList;
import java.util.List;

/** Records of any series as columns. */
final class MarketColumns {
  private final List<MarketEvent> trades = new ArrayList<>();
  private final List<MarketEvent> quotes = new ArrayList<>();
  private final List<Integer> seriesOfTrades = new ArrayList<>();
  private final List<Integer> seriesOfQuotes = new ArrayList<>();

  void add(int series, MarketEvent record) {
    boolean trade = record.kind == MarketEvent.TRADE;
    (trade ? trades : quotes).add(record);
    (trade ? seriesOfTrades : seriesOfQuotes).add(series);
  }

  TradeBatch trades() {
    int rows = trades.size();
    TradeBatch batch =
        new TradeBatch(
            rows,
            numbers(seriesOfTrades),
            new String[rows],
            new int[rows],
            new byte[rows],
            new long[rows],
            new long[rows],
            new long[rows],
            new long[rows],
            null,
            new byte[rows],
            new byte[rows],
            new long[rows]);
    for (int i = 0; i < rows; i++) {
      MarketEvent trade = trades.get(i);
      batch.tradeId()[i] = trade.tradeId;
      batch.version()[i] = trade.version;
      batch.op()[i] = trade.op;
      batch.tsNanos()[i] = trade.tsNanos;
      batch.seq()[i] = trade.seq;
      batch.price()[i] = trade.price;
      batch.size()[i] = trade.size;
      batch.side()[i] = trade.side;
      batch.flags()[i] = trade.flags;
      batch.knownNanos()[i] = trade.knownNanos;
    }
    return batch;
  }

  QuoteBatch quotes() {
    int rows = quotes.size();
    QuoteBatch batch =
        new QuoteBatch(
            rows,
            numbers(seriesOfQuotes),
            new long[rows],
            new long[rows],
            new long[rows],
            new long[rows],
            new long[rows],
            new long[rows],
            new long[rows]);
    for (int i = 0; i < rows; i++) {
      MarketEvent quote = quotes.get(i);
      batch.tsNanos()[i] = quote.tsNanos;
      batch.seq()[i] = quote.seq;
      batch.bid()[i] = quote.bid;
      batch.ask()[i] = quote.ask;
      set(batch.bidSize(), i, quote.bidSize);
      set(batch.askSize(), i, quote.askSize);
      batch.knownNanos()[i] = quote.knownNanos;
    }
    return batch;
  }

  private static void set(long @org.jspecify.annotations.Nullable [] sizes, int i, long size) {
    if (sizes != null) {
      sizes[i] = size == MarketEvent.NONE ? QuoteBatch.NO_SIZE : size;
    }
  }

  private static int[] numbers(List<Integer> series) {
    return series.stream().mapToInt(Integer::intValue).toArray();
  }
}
