package dev.tidemark.ingest.live;

import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;

/**
 * Takes market records as they come. Calls block while the sink has no room, which is how a feed is
 * slowed down; they return before the record is durable. Safe for any thread; records of one
 * instrument keep their order if they come from one thread.
 */
public interface LiveSink {
  void trade(String source, Instrument instrument, Trade trade);

  void quote(String source, Instrument instrument, Quote quote);

  /**
   * A message that is no record: kept with its reason.
   *
   * @param reason in capitals, such as {@code BAD_JSON}
   * @param payload the message, cut to a bounded length
   */
  void reject(String source, String reason, String detail, byte[] payload);

  /** Returns when everything taken so far is durable. */
  void flush();
}
