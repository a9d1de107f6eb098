package dev.tidemark.ingest.live.feed;

import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;

/** What a message of a venue says. Known times of records are those of reception. */
public interface VenueEvents {
  /** The venue does not number these records. */
  long UNNUMBERED = -1;

  /**
   * A trade.
   *
   * @param product the venue's name of the instrument
   * @param number the venue numbers the trades of a product without holes, or {@link #UNNUMBERED}
   */
  void trade(String product, Trade trade, long number);

  /**
   * A quote.
   *
   * @param number grows from quote to quote of a product, or {@link #UNNUMBERED}
   */
  void quote(String product, Quote quote, long number);

  /** The venue says which trade of a product was its last. */
  void lastTrade(String product, long number);

  /** The venue confirmed everything that was asked for. */
  void subscribed();

  /** The venue asks for the next messages of the greeting, such as after a login. */
  void proceed();

  /** The venue refused what was asked for; asking again would not help. */
  void refused(String why);

  /** A message that cannot be read, or that says something impossible. */
  void rejected(String reason, String detail);
}
