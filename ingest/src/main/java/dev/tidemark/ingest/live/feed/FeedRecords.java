package dev.tidemark.ingest.live.feed;

import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import dev.tidemark.ingest.live.LiveSink;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From what a venue says to what the sink is told: each trade once, missing ones asked for and told
 * before those that came after them, known times that never go back. It outlives connections, so
 * that it knows after a cut what is missing. One thread.
 */
final class FeedRecords {
  private static final Logger LOG = LoggerFactory.getLogger(FeedRecords.class);
  private static final long NANOS = 1_000_000_000L;
  private static final byte[] NOTHING = {};

  /** Clocks differ, but not by more. */
  private static final long SKEW = 60 * NANOS;

  private final Venue venue;
  private final int largestGap;
  private final LiveSink sink;
  private final InstantSource clock;
  private final FeedCounts counts;
  private final Map<String, Instrument> instruments = new HashMap<>();
  private final Map<String, TradeSequence> sequences = new HashMap<>();
  private final Map<String, Long> quotes = new HashMap<>();
  private long lastKnown = Long.MIN_VALUE;

  FeedRecords(Venue venue, int largestGap, LiveSink sink, InstantSource clock, FeedCounts counts) {
    this.venue = venue;
    this.largestGap = largestGap;
    this.sink = sink;
    this.clock = clock;
    this.counts = counts;
  }

  void trade(String product, Trade trade, long number) {
    if (number != VenueEvents.UNNUMBERED) {
      TradeSequence sequence = sequence(product);
      switch (sequence.accept(number)) {
        case REPEATED -> {
          counts.repeated.incrementAndGet();
          return;
        }
        case AFTER_GAP -> fill(product, sequence, sequence.gapFirst(), number - 1);
        case NEW -> {
          // As it should be.
        }
      }
    }
    tell(product, trade);
  }

  void lastTrade(String product, long number) {
    TradeSequence sequence = sequence(product);
    long last = sequence.lastTrade(number);
    if (last >= 0) {
      fill(product, sequence, sequence.gapFirst(), last);
    }
  }

  /** A quote that is older than one told before says nothing any more. */
  void quote(String product, Quote quote, long number) {
    if (number != VenueEvents.UNNUMBERED) {
      long before = quotes.getOrDefault(product, -1L);
      if (number <= before) {
        counts.repeated.incrementAndGet();
        return;
      }
      quotes.put(product, number);
    }
    long known = known(quote.knownNanos(), quote.tsNanos());
    counts.quotes.incrementAndGet();
    sink.quote(
        venue.source(),
        instrument(product),
        new Quote(
            quote.tsNanos(),
            quote.seq(),
            quote.bid(),
            quote.ask(),
            quote.bidSize(),
            quote.askSize(),
            known));
  }

  private TradeSequence sequence(String product) {
    return sequences.computeIfAbsent(product, added -> new TradeSequence());
  }

  private Instrument instrument(String product) {
    return instruments.computeIfAbsent(product, venue::instrument);
  }

  private void tell(String product, Trade trade) {
    counts.trades.incrementAndGet();
    sink.trade(
        venue.source(),
        instrument(product),
        new Trade(
            trade.tradeId(),
            trade.version(),
            trade.op(),
            trade.tsNanos(),
            trade.seq(),
            trade.price(),
            trade.size(),
            known(trade.knownNanos(), trade.tsNanos()),
            trade.side(),
            trade.updLast(),
            trade.updHilo(),
            trade.updVol(),
            trade.closingAuction()));
  }

  /** When it came, but not before it happened, as far as the venue's clock can be believed. */
  private long known(long received, long happened) {
    long known = happened - received <= SKEW ? Math.max(received, happened) : received;
    lastKnown = Math.max(lastKnown, known);
    return lastKnown;
  }

  private void fill(String product, TradeSequence sequence, long first, long last) {
    counts.gaps.incrementAndGet();
    // The newest are worth most.
    long from = Math.max(first, last - largestGap + 1);
    Instant now = clock.instant();
    long known = now.getEpochSecond() * NANOS + now.getNano();
    String failure = "the venue no longer has them";
    try {
      List<TradeHistory.Numbered> found = venue.history().trades(product, from, last, known);
      for (TradeHistory.Numbered one : found) {
        if (sequence.fill(one.number())) {
          counts.filled.incrementAndGet();
          tell(product, one.trade());
        }
      }
    } catch (TidemarkException unavailable) {
      failure = String.valueOf(unavailable.getMessage());
    }
    long missing = sequence.missing(first, last);
    if (missing > 0) {
      counts.lost.addAndGet(missing);
      String detail =
          missing
              + " of the trades "
              + first
              + " to "
              + last
              + " of "
              + product
              + " are missing: "
              + failure;
      LOG.warn("{}: {}", venue.source(), detail);
      sink.reject(venue.source(), "MISSING_TRADES", detail, NOTHING);
    }
  }
}
