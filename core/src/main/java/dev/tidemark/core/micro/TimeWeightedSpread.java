package dev.tidemark.core.micro;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.number.Decimals;
import dev.tidemark.core.number.ExactRatio;
import dev.tidemark.core.number.ExactSum;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Time-weighted spreads per minute: each valid quote counts from its time to the next quote (valid
 * or not), at most 60 s, cut at minute borders. Quotes arrive in event-time order; a minute without
 * any valid quote is not emitted.
 *
 * <p>Pieces of time are cut by quotes, expiry and minute borders only, never by the moments at
 * which {@link #advanceTo} is called, so that the sums do not depend on those.
 */
public final class TimeWeightedSpread {
  /** Size of {@link #write}. */
  public static final int STATE_BYTES =
      ExactSum.STATE_BYTES + Double.BYTES + 7 * Long.BYTES + Byte.BYTES;

  private static final long MINUTE = 60_000_000_000L;
  private static final long NONE = Long.MIN_VALUE;

  private final Consumer<MinuteSpread> minutes;
  private final long maxAgeNanos;
  private final ExactSum quotedTime = new ExactSum();
  private final ExactSum coveredTime = new ExactSum();
  private double relativeTime;
  private long covered;
  private long minute = NONE;

  private long clock = NONE;
  private boolean valid;
  private long bid;
  private long ask;
  private long expiry;
  private long countedTo;

  /** Complete minutes go to {@code minutes}, in order. */
  public TimeWeightedSpread(Consumer<MinuteSpread> minutes) {
    this(EffectiveSpread.MAX_AGE_NANOS, minutes);
  }

  public TimeWeightedSpread(long maxAgeNanos, Consumer<MinuteSpread> minutes) {
    this.maxAgeNanos = maxAgeNanos;
    this.minutes = minutes;
  }

  /** A quote, valid or not; prices unscaled at scale 8. */
  public void quote(long tsNanos, long quoteBid, long quoteAsk) {
    advanceTo(tsNanos);
    if (valid && countedTo < tsNanos) {
      count(tsNanos);
    }
    valid = Spread.valid(quoteBid, quoteAsk);
    bid = quoteBid;
    ask = quoteAsk;
    expiry = tsNanos + maxAgeNanos;
    countedTo = tsNanos;
  }

  /** No quote before {@code tsNanos} is still to come: minutes that ended by then are emitted. */
  public void advanceTo(long tsNanos) {
    if (tsNanos < clock) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "Quotes are out of order",
              "a quote is older than the one before",
              "Sort quotes by event time and sequence")
          .withDetail("ts", tsNanos)
          .withDetail("clock", clock);
    }
    clock = tsNanos;
    while (valid) {
      long end = Math.min(expiry, minuteOf(countedTo) + MINUTE);
      if (end > tsNanos) {
        break;
      }
      count(end);
      valid = countedTo < expiry;
    }
    if (minute != NONE && minute + MINUTE <= tsNanos) {
      emit();
    }
  }

  private static long minuteOf(long tsNanos) {
    return Math.floorDiv(tsNanos, MINUTE) * MINUTE;
  }

  /** Counts the current quote from {@code countedTo} to {@code end}, within one minute. */
  private void count(long end) {
    long start = minuteOf(countedTo);
    if (minute != start) {
      if (minute != NONE) {
        emit();
      }
      minute = start;
    }
    long time = end - countedTo;
    Spread spread = Spread.of(bid, ask);
    quotedTime.addProduct(ask - bid, time);
    relativeTime += spread.quoted() / spread.mid() * time;
    covered += time;
    countedTo = end;
  }

  private void emit() {
    if (covered > 0) {
      coveredTime.clear();
      coveredTime.add(covered);
      minutes.accept(
          new MinuteSpread(
              minute,
              ExactRatio.toDouble(quotedTime, Decimals.PRICE_SCALE, coveredTime, 0),
              relativeTime / covered * 1e4,
              (double) covered / MINUTE));
    }
    quotedTime.clear();
    relativeTime = 0.0;
    covered = 0;
    minute = NONE;
  }

  public void write(ByteBuffer out) {
    quotedTime.write(out);
    out.putDouble(relativeTime).putLong(covered).putLong(minute).putLong(clock);
    out.put((byte) (valid ? 1 : 0));
    out.putLong(bid).putLong(ask).putLong(expiry).putLong(countedTo);
  }

  /** Replaces the state by a written one. */
  public void read(ByteBuffer in) {
    quotedTime.read(in);
    relativeTime = in.getDouble();
    covered = in.getLong();
    minute = in.getLong();
    clock = in.getLong();
    valid = in.get() != 0;
    bid = in.getLong();
    ask = in.getLong();
    expiry = in.getLong();
    countedTo = in.getLong();
  }
}
