package dev.tidemark.ingest.live.feed;

import dev.tidemark.core.model.Instrument;
import java.net.URI;
import java.util.List;

/** A venue and what is wanted of it. Immutable. */
public interface Venue {
  /** As records name it, such as {@code binance}. */
  String source();

  URI address();

  /** What to send after the connection opened, step by step: see {@link VenueEvents#proceed}. */
  List<List<String>> greeting();

  /** The instrument behind the venue's name of it. */
  Instrument instrument(String product);

  /** Reads the messages of one connection. */
  VenueMessages messages();

  /** Trades told before; asked where some are missing. */
  TradeHistory history();
}
