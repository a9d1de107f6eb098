package dev.tidemark.ingest.live.feed;

import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.model.Trade;
import java.util.List;

/** The trades of a venue by their numbers. Thread-safe. */
public interface TradeHistory {
  /** A venue that cannot be asked. */
  TradeHistory NONE = (product, first, last, knownNanos) -> List.of();

  /**
   * A trade and its number.
   *
   * @param number as in {@link VenueEvents#trade}
   */
  record Numbered(long number, Trade trade) {}

  /**
   * Trades with numbers from {@code first} to {@code last}, ascending, those that the venue still
   * has.
   *
   * @param knownNanos known time of what is told now
   * @throws TidemarkException when the venue does not answer
   */
  List<Numbered> trades(String product, long first, long last, long knownNanos);
}
