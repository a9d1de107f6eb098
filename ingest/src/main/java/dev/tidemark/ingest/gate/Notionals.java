package dev.tidemark.ingest.gate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Notional (scale 16) and average price (scale 12) of bars. Results stand in {@link #high} and
 * {@link #low}; the usual sizes take no allocation. One thread.
 */
final class Notionals {

  private static final BigInteger LIMIT_38 = BigInteger.TEN.pow(38);
  private static final BigInteger LIMIT_28 = BigInteger.TEN.pow(28);

  /** Upper 64 bits of 10^38 and 10^28. */
  private static final long UPPER_OF_38 = 0x4B3B4CA85A86C47AL;

  private static final long UPPER_OF_28 = 542_101_086L;
  private static final BigInteger UNSIGNED = BigInteger.ONE.shiftLeft(64);
  private static final long THIRD_OF_CARRY = 6_148_914_691_236_517_205L;

  private long high;
  private long low;

  long high() {
    return high;
  }

  long low() {
    return low;
  }

  /** {@code (h + l + c) / 3 * volume}, half-even at scale 16; false when it does not fit. */
  boolean typical(long h, long l, long c, long volumeHigh, long volume) {
    long sum = h + l + c;
    if (volumeHigh == 0 && volume >= 0 && sum >= 0 && h >= 0 && l >= 0 && c >= 0) {
      long upper = Math.multiplyHigh(sum, volume);
      if (upper < Long.MAX_VALUE / 4) {
        thirdOf(upper, sum * volume);
        return fits38();
      }
    }
    BigInteger product =
        BigInteger.valueOf(h)
            .add(BigInteger.valueOf(l))
            .add(BigInteger.valueOf(c))
            .multiply(big(volumeHigh, volume));
    return set(divide(product, BigInteger.valueOf(3)), LIMIT_38);
  }

  /** {@code (h + l + c) / 3} at scale 12. */
  boolean typicalPrice(long h, long l, long c) {
    BigInteger sum = BigInteger.valueOf(h).add(BigInteger.valueOf(l)).add(BigInteger.valueOf(c));
    long narrow = h + l + c;
    if (h >= 0 && l >= 0 && c >= 0 && narrow < Long.MAX_VALUE / 20_000) {
      long scaled = narrow * 10_000;
      long third = scaled / 3;
      // A rest of 2 of 3 rounds up, 1 of 3 down; a tie cannot occur.
      low = scaled - third * 3 == 2 ? third + 1 : third;
      high = 0;
      return true;
    }
    return set(divide(sum.multiply(BigInteger.valueOf(10_000)), BigInteger.valueOf(3)), LIMIT_28);
  }

  /** Average price at scale 12 times volume at scale 8, half-even at scale 16. */
  boolean ofVwap(long vwapHigh, long vwap, long volumeHigh, long volume) {
    BigInteger product = big(vwapHigh, vwap).multiply(big(volumeHigh, volume));
    return set(divide(product, BigInteger.valueOf(10_000)), LIMIT_38);
  }

  /** Notional over volume, half-even at scale 12. */
  boolean vwapOf(long notionalHigh, long notional, long volumeHigh, long volume) {
    // 16 - 8 = 8 digits come out of the division; four more are wanted.
    BigInteger scaled = big(notionalHigh, notional).multiply(BigInteger.valueOf(10_000));
    return set(divide(scaled, big(volumeHigh, volume)), LIMIT_28);
  }

  private void thirdOf(long upper, long lower) {
    long third = upper / 3;
    long carry = upper - third * 3;
    long restOfLower = Long.remainderUnsigned(lower, 3);
    long quotient = Long.divideUnsigned(lower, 3);
    // 2^64 = 3 * THIRD_OF_CARRY + 1
    long rest = restOfLower + carry;
    long sum = quotient + carry * THIRD_OF_CARRY;
    long more = Long.compareUnsigned(sum, quotient) < 0 ? 1 : 0;
    if (rest >= 3) {
      rest -= 3;
      sum++;
      more += sum == 0 ? 1 : 0;
    }
    if (rest == 2) {
      sum++;
      more += sum == 0 ? 1 : 0;
    }
    high = third + more;
    low = sum;
  }

  private boolean fits38() {
    return fits38(high, low);
  }

  /** Whether a value has at most 38 digits. */
  static boolean fits38(long upper, long lower) {
    return small(upper, UPPER_OF_38) || big(upper, lower).abs().compareTo(LIMIT_38) < 0;
  }

  /** Whether a value has at most 28 digits. */
  static boolean fits28(long upper, long lower) {
    return small(upper, UPPER_OF_28) || big(upper, lower).abs().compareTo(LIMIT_28) < 0;
  }

  private static boolean small(long upper, long limit) {
    return upper < limit && upper > -limit;
  }

  private boolean set(BigInteger value, BigInteger limit) {
    if (value.abs().compareTo(limit) >= 0) {
      return false;
    }
    low = value.longValue();
    high = value.shiftRight(64).longValue();
    return true;
  }

  private static BigInteger divide(BigInteger dividend, BigInteger divisor) {
    return new BigDecimal(dividend)
        .divide(new BigDecimal(divisor), 0, RoundingMode.HALF_EVEN)
        .toBigInteger();
  }

  static BigInteger big(long upper, long lower) {
    BigInteger out = BigInteger.valueOf(upper).shiftLeft(64).add(BigInteger.valueOf(lower));
    return lower < 0 ? out.add(UNSIGNED) : out;
  }
}
