package dev.tidemark.core.micro;

import dev.tidemark.core.number.Decimals;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Spreads and aggressor signs of trades, from quotes and trades merged in event-time order (the
 * order of a quote and a trade with the same nanosecond does not matter).
 *
 * <p>The prevailing quote of a trade is the last one <em>strictly before</em> it and at most 60 s
 * old. A crossed or non-positive quote ends the one before and gives nothing itself. Sign: against
 * the mid, and at the mid by the last price change that was not zero.
 */
public final class EffectiveSpread {
  /** Size of {@link #write}. */
  public static final int STATE_BYTES = 7 * Long.BYTES + Integer.BYTES;

  static final long MAX_AGE_NANOS = 60_000_000_000L;

  private final long maxAgeNanos;
  // The last quote, and the last one with an earlier time than that.
  private long ts = Long.MIN_VALUE;
  private long bid;
  private long ask;
  private long earlierTs = Long.MIN_VALUE;
  private long earlierBid;
  private long earlierAsk;
  private long lastPrice = Long.MIN_VALUE;
  private int tick;

  public EffectiveSpread() {
    this(MAX_AGE_NANOS);
  }

  public EffectiveSpread(long maxAgeNanos) {
    this.maxAgeNanos = maxAgeNanos;
  }

  /** A quote, valid or not; prices unscaled at scale 8. */
  public void quote(long tsNanos, long quoteBid, long quoteAsk) {
    if (tsNanos > ts) {
      earlierTs = ts;
      earlierBid = bid;
      earlierAsk = ask;
      ts = tsNanos;
    }
    bid = quoteBid;
    ask = quoteAsk;
  }

  /** A trade; empty if no valid quote prevailed. */
  public Optional<TradeSpread> trade(long tsNanos, long price) {
    if (lastPrice != Long.MIN_VALUE && price != lastPrice) {
      tick = price > lastPrice ? 1 : -1;
    }
    lastPrice = price;
    boolean last = ts < tsNanos;
    long quoteTs = last ? ts : earlierTs;
    long quoteBid = last ? bid : earlierBid;
    long quoteAsk = last ? ask : earlierAsk;
    // The first test also keeps the subtraction from overflowing.
    if (quoteTs == Long.MIN_VALUE
        || tsNanos - quoteTs > maxAgeNanos
        || !Spread.valid(quoteBid, quoteAsk)) {
      return Optional.empty();
    }
    Spread spread = Spread.of(quoteBid, quoteAsk);
    double p = Decimals.toDouble(price, Decimals.PRICE_SCALE);
    int sign = p > spread.mid() ? 1 : p < spread.mid() ? -1 : tick;
    return Optional.of(
        new TradeSpread(
            spread.quoted(),
            spread.relativeBps(),
            spread.effective(p),
            spread.effectiveBps(p),
            sign));
  }

  public void write(ByteBuffer out) {
    out.putLong(ts).putLong(bid).putLong(ask);
    out.putLong(earlierTs).putLong(earlierBid).putLong(earlierAsk);
    out.putLong(lastPrice).putInt(tick);
  }

  /** Replaces the state by a written one. */
  public void read(ByteBuffer in) {
    ts = in.getLong();
    bid = in.getLong();
    ask = in.getLong();
    earlierTs = in.getLong();
    earlierBid = in.getLong();
    earlierAsk = in.getLong();
    lastPrice = in.getLong();
    tick = in.getInt();
  }
}
