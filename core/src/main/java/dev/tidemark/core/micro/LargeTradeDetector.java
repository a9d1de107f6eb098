package dev.tidemark.core.micro;

import dev.tidemark.core.number.Int128;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds large trades and groups of three of one instrument, from trades in {@code (ts, seq)} order
 * after the watermark; what arrives later never re-opens an alert.
 *
 * <p>A trade is large if its notional is at least ten times the lower median of the up to 1,000
 * notionals before it, of which there must be 100. All comparisons are of exact decimals. Three
 * large trades within 300 s (inclusive) raise an alert, and those three are used up.
 */
public final class LargeTradeDetector {
  private static final byte[] NO_ID = {};

  private final LargeTrades parameters;
  private final SlidingLowerMedian median;
  private boolean large;
  private @Nullable Candidate first;
  private @Nullable Candidate second;

  private record Candidate(long tsNanos, String tradeId) {}

  public LargeTradeDetector() {
    this(LargeTrades.STANDARD);
  }

  public LargeTradeDetector(LargeTrades parameters) {
    this.parameters = parameters;
    this.median = new SlidingLowerMedian(parameters.lookback());
  }

  /**
   * Consumes a trade; {@link #wasLarge} tells about it afterwards.
   *
   * @param price unscaled, scale 8
   * @param size unscaled, scale 8
   * @return the alert this trade completes, if it does
   */
  public Optional<LargeTradeAlert> trade(String tradeId, long tsNanos, long price, long size) {
    long high = Math.multiplyHigh(price, size);
    long low = price * size;
    large =
        median.size() >= parameters.minimum()
            && reaches(high, low, median.medianHigh(), median.medianLow());
    median.push(high, low);
    return large ? match(new Candidate(tsNanos, tradeId)) : Optional.empty();
  }

  /** Whether the last trade consumed was large: the served feature {@code large_trade_flag}. */
  public boolean wasLarge() {
    return large;
  }

  /** How many of the last trades the median is taken over. */
  public int seen() {
    return median.size();
  }

  /** Bytes of heap that the median's window takes. */
  public long heapBytes() {
    return median.heapBytes();
  }

  /** Large trades are in time order: if any three are close together, the latest three are. */
  private Optional<LargeTradeAlert> match(Candidate third) {
    Candidate one = first;
    Candidate two = second;
    if (one != null && two != null && third.tsNanos - one.tsNanos <= parameters.withinNanos()) {
      first = null;
      second = null;
      return Optional.of(
          new LargeTradeAlert(third.tsNanos, one.tradeId, two.tradeId, third.tradeId));
    }
    if (one == null) {
      first = third;
    } else {
      first = two == null ? one : two;
      second = third;
    }
    return Optional.empty();
  }

  /** {@code notional >= multiple * median}, both non-negative, in 192 bits. */
  private boolean reaches(long high, long low, long medianHigh, long medianLow) {
    long multiple = parameters.multiple();
    long productLow = medianLow * multiple;
    long carry = Math.unsignedMultiplyHigh(medianLow, multiple);
    long productHigh = medianHigh * multiple;
    long overflow = Math.unsignedMultiplyHigh(medianHigh, multiple);
    productHigh += carry;
    overflow += Int128.carry(carry, productHigh);
    if (overflow != 0 || productHigh < 0) {
      return false;
    }
    return high != productHigh ? high > productHigh : Long.compareUnsigned(low, productLow) >= 0;
  }

  /** The median's window and the large trades that wait for a third. */
  public byte[] state() {
    Candidate one = first;
    Candidate two = second;
    byte[] firstId = one == null ? NO_ID : one.tradeId.getBytes(StandardCharsets.UTF_8);
    byte[] secondId = two == null ? NO_ID : two.tradeId.getBytes(StandardCharsets.UTF_8);
    ByteBuffer out =
        ByteBuffer.allocate(
            median.stateBytes()
                + Byte.BYTES
                + 2 * (Long.BYTES + Integer.BYTES)
                + firstId.length
                + secondId.length);
    median.write(out);
    out.put((byte) (two != null ? 2 : one != null ? 1 : 0));
    out.putLong(one == null ? 0 : one.tsNanos).putInt(firstId.length).put(firstId);
    out.putLong(two == null ? 0 : two.tsNanos).putInt(secondId.length).put(secondId);
    return out.array();
  }

  /** The detector that continues where the one that wrote {@code state} stopped. */
  public static LargeTradeDetector restore(LargeTrades parameters, byte[] state) {
    LargeTradeDetector detector = new LargeTradeDetector(parameters);
    ByteBuffer in = ByteBuffer.wrap(state);
    detector.median.read(in);
    int waiting = in.get();
    Candidate one = readCandidate(in);
    Candidate two = readCandidate(in);
    detector.first = waiting > 0 ? one : null;
    detector.second = waiting > 1 ? two : null;
    return detector;
  }

  private static Candidate readCandidate(ByteBuffer in) {
    long tsNanos = in.getLong();
    byte[] id = new byte[in.getInt()];
    in.get(id);
    return new Candidate(tsNanos, new String(id, StandardCharsets.UTF_8));
  }
}
