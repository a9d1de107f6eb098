package dev.tidemark.core.live;

import dev.tidemark.core.model.Trade;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/** What is judged of a trade; the order is that of {@link Trade#ORDER}. */
record WaitingTrade(String tradeId, long tsNanos, long seq, long price, long size) {
  static final Comparator<WaitingTrade> ORDER =
      Comparator.comparingLong(WaitingTrade::tsNanos)
          .thenComparingLong(WaitingTrade::seq)
          .thenComparing(WaitingTrade::tradeId, Trade::compareIds);

  static WaitingTrade of(Trade trade) {
    return new WaitingTrade(
        trade.tradeId(), trade.tsNanos(), trade.seq(), trade.price(), trade.size());
  }

  /** The id in UTF-8. */
  byte[] id() {
    return tradeId.getBytes(StandardCharsets.UTF_8);
  }
}
