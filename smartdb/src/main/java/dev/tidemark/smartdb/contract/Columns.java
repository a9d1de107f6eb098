package dev.tidemark.smartdb.contract;

import dev.tidemark.core.bars.TradeColumns;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.Trade;
import dev.tidemark.smartdb.write.QuoteBatch;
import dev.tidemark.smartdb.write.TradeBatch;
import java.util.Arrays;
import java.util.List;

/** Records as the columns that the writer takes. */
final class Columns {
  private Columns() {}

  static TradeBatch trades(int series, List<Trade> trades) {
    int n = trades.size();
    int[] numbers = new int[n];
    Arrays.fill(numbers, series);
    byte[] op = new byte[n];
    byte[] side = new byte[n];
    int[] version = new int[n];
    for (int i = 0; i < n; i++) {
      Trade trade = trades.get(i);
      version[i] = trade.version();
      op[i] =
          switch (trade.op()) {
            case NEW -> TradeBatch.NEW;
            case CORRECT -> TradeBatch.CORRECT;
            case CANCEL -> TradeBatch.CANCEL;
          };
      side[i] =
          trade.side() == null
              ? TradeColumns.NO_SIDE
              : trade.side() == Side.BUY ? TradeColumns.BUY : TradeColumns.SELL;
    }
    return new TradeBatch(
        n,
        numbers,
        trades.stream().map(Trade::tradeId).toArray(String[]::new),
        version,
        op,
        trades.stream().mapToLong(Trade::tsNanos).toArray(),
        trades.stream().mapToLong(Trade::seq).toArray(),
        trades.stream().mapToLong(Trade::price).toArray(),
        trades.stream().mapToLong(Trade::size).toArray(),
        null,
        side,
        new byte[n],
        trades.stream().mapToLong(Trade::knownNanos).toArray());
  }

  static QuoteBatch quotes(int series, List<Quote> quotes) {
    int[] numbers = new int[quotes.size()];
    Arrays.fill(numbers, series);
    return new QuoteBatch(
        quotes.size(),
        numbers,
        quotes.stream().mapToLong(Quote::tsNanos).toArray(),
        quotes.stream().mapToLong(Quote::seq).toArray(),
        quotes.stream().mapToLong(Quote::bid).toArray(),
        quotes.stream().mapToLong(Quote::ask).toArray(),
        null,
        null,
        quotes.stream().mapToLong(Quote::knownNanos).toArray());
  }
}
