package dev.tidemark.core.number;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A signed 128-bit integer: exact sums of price × size and of sizes, whatever their order.
 *
 * @param high upper 64 bits, signed
 * @param low lower 64 bits, unsigned
 */
public record Int128(long high, long low) implements Comparable<Int128> {

  public static final Int128 ZERO = new Int128(0, 0);

  public static Int128 of(long value) {
    return new Int128(value >> 63, value);
  }

  /** {@code a × b}; always fits. */
  public static Int128 product(long a, long b) {
    return new Int128(Math.multiplyHigh(a, b), a * b);
  }

  /**
   * The unscaled value of {@code decimal} at the given scale; digits that would be lost are an
   * error.
   */
  public static Int128 of(BigDecimal decimal, int scale) {
    BigInteger unscaled;
    try {
      unscaled = decimal.setScale(scale).unscaledValue();
    } catch (ArithmeticException lost) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "Decimal cannot be stored",
              "it has more digits after the point than the scale keeps",
              "Round it first",
              lost)
          .withDetail("decimal", decimal)
          .withDetail("scale", scale);
    }
    if (unscaled.bitLength() > 127) {
      throw overflow();
    }
    return new Int128(unscaled.shiftRight(64).longValue(), unscaled.longValue());
  }

  /** Exact sum; a sum beyond 128 bits is an error, never a wrapped value. */
  public Int128 plus(Int128 other) {
    long sumLow = low + other.low;
    long sumHigh = high + other.high + carry(low, sumLow);
    if (((high ^ sumHigh) & (other.high ^ sumHigh)) < 0) {
      throw overflow();
    }
    return new Int128(sumHigh, sumLow);
  }

  public Int128 negate() {
    if (high == Long.MIN_VALUE && low == 0) {
      throw overflow();
    }
    return new Int128(~high + (low == 0 ? 1 : 0), -low);
  }

  public Int128 minus(Int128 other) {
    return plus(other.negate());
  }

  /** 1 if adding to {@code before} gave the unsigned overflow {@code after}, else 0. */
  public static long carry(long before, long after) {
    return Long.compareUnsigned(after, before) < 0 ? 1 : 0;
  }

  public int signum() {
    return high == 0 ? (low == 0 ? 0 : 1) : Long.signum(high);
  }

  public boolean isZero() {
    return (high | low) == 0;
  }

  /** Whether the value is also a {@code long}. */
  public boolean fitsLong() {
    return high == low >> 63;
  }

  public BigInteger toBigInteger() {
    if (fitsLong()) {
      return BigInteger.valueOf(low);
    }
    BigInteger unsignedLow =
        BigInteger.valueOf(low >>> 1).shiftLeft(1).or(BigInteger.valueOf(low & 1));
    return BigInteger.valueOf(high).shiftLeft(64).add(unsignedLow);
  }

  public BigDecimal toBigDecimal(int scale) {
    return fitsLong() ? BigDecimal.valueOf(low, scale) : new BigDecimal(toBigInteger(), scale);
  }

  /** The double nearest to the decimal: the same bits as {@code BigDecimal.doubleValue()}. */
  public double toDouble(int scale) {
    return fitsLong() ? Decimals.toDouble(low, scale) : toBigDecimal(scale).doubleValue();
  }

  @Override
  public int compareTo(Int128 other) {
    int byHigh = Long.compare(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  @Override
  public String toString() {
    return toBigInteger().toString();
  }

  private static TidemarkException overflow() {
    return TidemarkException.of(
        ErrorCode.INVALID_INPUT,
        "Number too large",
        "an exact sum or product exceeds 128 bits",
        "Check the prices and sizes that were summed");
  }
}
