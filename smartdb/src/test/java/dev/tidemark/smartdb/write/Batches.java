package dev.tidemark.smartdb.write;

import dev.tidemark.core.bars.TradeColumns;
import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.Trade;
import java.util.List;

/** Batches for tests. */
public final class Batches {
  private Batches() {}

  public static TradeBatch of(int series, List<Trade> trades) {
    int n = trades.size();
    TradeBatch batch =
        new TradeBatch(
            n,
            new int[n],
            new String[n],
            new int[n],
            new byte[n],
            new long[n],
            new long[n],
            new long[n],
            new long[n],
            null,
            new byte[n],
            new byte[n],
            new long[n]);
    for (int i = 0; i < n; i++) {
      Trade trade = trades.get(i);
      batch.series()[i] = series;
      batch.tradeId()[i] = trade.tradeId();
      batch.version()[i] = trade.version();
      batch.op()[i] = (byte) trade.op().ordinal();
      batch.tsNanos()[i] = trade.tsNanos();
      batch.seq()[i] = trade.seq();
      batch.price()[i] = trade.price();
      batch.size()[i] = trade.size();
      batch.side()[i] =
          trade.side() == null
              ? TradeColumns.NO_SIDE
              : trade.side() == Side.BUY ? TradeColumns.BUY : TradeColumns.SELL;
      batch.flags()[i] =
          (byte)
              ((trade.updLast() ? 0 : TradeColumns.NO_LAST)
                  | (trade.updHilo() ? 0 : TradeColumns.NO_HILO)
                  | (trade.updVol() ? 0 : TradeColumns.NO_VOLUME)
                  | (trade.closingAuction() ? TradeColumns.CLOSING_AUCTION : 0));
      batch.knownNanos()[i] = trade.knownNanos();
    }
    return batch;
  }
}
