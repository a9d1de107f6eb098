package dev.tidemark.ingest.live;

import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A trade or a quote of a recording.
 *
 * @param source who told it
 * @param trade present exactly when {@code quote} is absent
 * @param arrival orders records known at the same nanosecond, as the recording has them
 */
public record MarketRecord(
    String source,
    Instrument instrument,
    @Nullable Trade trade,
    @Nullable Quote quote,
    long arrival) {

  /** The order in which records became known. */
  public static final Comparator<MarketRecord> ORDER =
      Comparator.comparingLong(MarketRecord::knownNanos).thenComparingLong(MarketRecord::arrival);

  public MarketRecord {
    if ((trade == null) == (quote == null)) {
      throw new IllegalArgumentException("a record is either a trade or a quote");
    }
  }

  public static MarketRecord of(String source, Instrument instrument, Trade trade, long arrival) {
    return new MarketRecord(source, instrument, trade, null, arrival);
  }

  public static MarketRecord of(String source, Instrument instrument, Quote quote, long arrival) {
    return new MarketRecord(source, instrument, null, quote, arrival);
  }

  /** When it could first have been known, nanoseconds UTC. */
  public long knownNanos() {
    return trade != null ? trade.knownNanos() : quote == null ? 0 : quote.knownNanos();
  }

  /** When it happened, nanoseconds UTC. */
  public long eventNanos() {
    return trade != null ? trade.tsNanos() : quote == null ? 0 : quote.tsNanos();
  }

  /** One source's records of one instrument, as the log keys them. */
  public String seriesKey() {
    return source + '/' + instrument.symbol();
  }

  /**
   * The same record as if all had happened so much later. A trade gets an id of its own: told again
   * under its old id it would count as repeated.
   */
  public MarketRecord shifted(long nanos) {
    if (nanos == 0) {
      return this;
    }
    if (trade != null) {
      Trade moved =
          new Trade(
              trade.tradeId() + '+' + nanos,
              trade.version(),
              trade.op(),
              trade.tsNanos() + nanos,
              trade.seq(),
              trade.price(),
              trade.size(),
              trade.knownNanos() + nanos,
              trade.side(),
              trade.updLast(),
              trade.updHilo(),
              trade.updVol(),
              trade.closingAuction());
      return new MarketRecord(source, instrument, moved, null, arrival);
    }
    Quote told = Objects.requireNonNull(quote);
    Quote moved =
        new Quote(
            told.tsNanos() + nanos,
            told.seq(),
            told.bid(),
            told.ask(),
            told.bidSize(),
            told.askSize(),
            told.knownNanos() + nanos);
    return new MarketRecord(source, instrument, null, moved, arrival);
  }

  /** Gives it to a sink. */
  public void tell(LiveSink sink) {
    if (trade != null) {
      sink.trade(source, instrument, trade);
    } else if (quote != null) {
      sink.quote(source, instrument, quote);
    }
  }
}
