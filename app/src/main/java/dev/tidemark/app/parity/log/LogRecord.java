package dev.tidemark.app.parity.log;

import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;

/** One record about an instrument. Times are nanoseconds UTC. */
public sealed interface LogRecord {
  long tsNanos();

  long knownNanos();

  /** What further records of the same thing have in common. */
  String identity();

  /** The same record, told at another time. */
  LogRecord knownAt(long nanos);

  /** About a trade. */
  record OfTrade(Trade trade) implements LogRecord {
    @Override
    public long tsNanos() {
      return trade.tsNanos();
    }

    @Override
    public long knownNanos() {
      return trade.knownNanos();
    }

    @Override
    public String identity() {
      return trade.tradeId();
    }

    @Override
    public LogRecord knownAt(long nanos) {
      return new OfTrade(
          new Trade(
              trade.tradeId(),
              trade.version(),
              trade.op(),
              trade.tsNanos(),
              trade.seq(),
              trade.price(),
              trade.size(),
              nanos,
              trade.side(),
              trade.updLast(),
              trade.updHilo(),
              trade.updVol(),
              trade.closingAuction()));
    }
  }

  /** A quote. */
  record OfQuote(Quote quote) implements LogRecord {
    @Override
    public long tsNanos() {
      return quote.tsNanos();
    }

    @Override
    public long knownNanos() {
      return quote.knownNanos();
    }

    @Override
    public String identity() {
      return quote.tsNanos() + "/" + quote.seq();
    }

    @Override
    public LogRecord knownAt(long nanos) {
      return new OfQuote(
          new Quote(
              quote.tsNanos(),
              quote.seq(),
              quote.bid(),
              quote.ask(),
              quote.bidSize(),
              quote.askSize(),
              nanos));
    }
  }
}
