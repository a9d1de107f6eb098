package dev.tidemark.core.micro;

import dev.tidemark.core.indicator.RollingWindow;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * The served features {@code bidask_spread} ({@code ask - bid} of the last valid quote, exact) and
 * {@code spread_roll} (anchored mean of the last 100 valid relative spreads, one per valid quote;
 * null until there are 100).
 */
public final class QuoteSpreads {
  private static final int QUOTES = 100;
  private static final long NONE = -1;

  private final RollingWindow relativeBps = new RollingWindow(QUOTES);
  private OptionalLong spread = OptionalLong.empty();

  /** A quote; invalid ones change nothing. Prices unscaled at scale 8. */
  public void quote(long bid, long ask) {
    if (Spread.valid(bid, ask)) {
      spread = OptionalLong.of(ask - bid);
      relativeBps.push(Spread.of(bid, ask).relativeBps());
    }
  }

  /** Spread of the last valid quote, unscaled at scale 8. */
  public OptionalLong bidAskSpread() {
    return spread;
  }

  /** Rolling mean of relative spreads in basis points; NaN during warm-up. */
  public double rollingBps() {
    return relativeBps.full() ? relativeBps.mean() : Double.NaN;
  }

  /** Size of {@link #write}. */
  public int stateBytes() {
    return Long.BYTES + relativeBps.stateBytes();
  }

  public void write(ByteBuffer out) {
    out.putLong(spread.orElse(NONE));
    relativeBps.write(out);
  }

  /** Replaces the state by a written one. */
  public void read(ByteBuffer in) {
    long last = in.getLong();
    spread = last == NONE ? OptionalLong.empty() : OptionalLong.of(last);
    relativeBps.read(in);
  }
}
