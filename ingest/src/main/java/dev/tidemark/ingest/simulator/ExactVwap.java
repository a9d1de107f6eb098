package dev.tidemark.ingest.simulator;

import dev.tidemark.core.number.Decimals;
import dev.tidemark.core.number.Int128;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** {@code notional / volume} at scale 12, HALF_EVEN, exact and without allocation. */
final class ExactVwap {
  /** Digits of the quotient beyond floor(notional / volume): 16 - 8 + 4 = 12. */
  private static final int EXTRA_DIGITS = 4;

  private static final long LARGEST_FAST_VOLUME = Long.MAX_VALUE / 10;
  private static final double LARGEST_FAST_QUOTIENT = 0x1p53;

  private ExactVwap() {}

  /**
   * The mean price.
   *
   * @param high upper half of the notional, scale 16, not negative
   * @param low lower half of the notional
   * @param volume scale 8, positive
   */
  static long of(long high, long low, long volume) {
    if (volume <= 0 || high < 0) {
      throw new IllegalArgumentException("no volume, no mean price [volume=" + volume + "]");
    }
    double estimate = (high * 0x1p64 + (low >>> 1) * 2.0) / volume;
    if (volume > LARGEST_FAST_VOLUME || estimate > LARGEST_FAST_QUOTIENT) {
      return slow(high, low, volume);
    }
    // The double quotient is off by a few units at most, so the true remainder fits 64 bits and
    // wrapping arithmetic gives it exactly.
    long quotient = (long) estimate;
    long rest = low - quotient * volume;
    while (rest < 0) {
      quotient--;
      rest += volume;
    }
    while (rest >= volume) {
      quotient++;
      rest -= volume;
    }
    for (int i = 0; i < EXTRA_DIGITS; i++) {
      rest *= 10;
      long digit = rest / volume;
      quotient = quotient * 10 + digit;
      rest -= digit * volume;
    }
    int half = Long.compareUnsigned(2 * rest, volume);
    return half > 0 || (half == 0 && (quotient & 1) != 0) ? quotient + 1 : quotient;
  }

  private static long slow(long high, long low, long volume) {
    BigDecimal notional = new Int128(high, low).toBigDecimal(Decimals.NOTIONAL_SCALE);
    return notional
        .divide(
            BigDecimal.valueOf(volume, Decimals.PRICE_SCALE),
            Decimals.VWAP_SCALE,
            RoundingMode.HALF_EVEN)
        .unscaledValue()
        .longValueExact();
  }
}
