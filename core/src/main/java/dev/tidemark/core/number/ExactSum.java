package dev.tidemark.core.number;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * A mutable exact sum of 128-bit decimals of one scale. It holds 192 bits, so it cannot overflow
 * before 2^64 summands, and adds without allocation.
 */
public final class ExactSum {
  /** Size of {@link #write}. */
  public static final int STATE_BYTES = 3 * Long.BYTES;

  private long high;
  private long middle;
  private long low;

  /** Adds {@code (addHigh, addLow)}, the words of an {@link Int128}. */
  public void add(long addHigh, long addLow) {
    add(addHigh >> 63, addHigh, addLow);
  }

  /** Adds another sum of the same scale. */
  public void add(ExactSum other) {
    add(other.high, other.middle, other.low);
  }

  /** Subtracts another sum of the same scale. */
  public void subtract(ExactSum other) {
    // a - b = a + ~b + 1
    add(~other.high, ~other.middle, ~other.low);
    add(0, 0, 1);
  }

  private void add(long addHigh, long addMiddle, long addLow) {
    low += addLow;
    long carry = Int128.carry(addLow, low);
    middle += addMiddle;
    long upper = Int128.carry(addMiddle, middle);
    middle += carry;
    if (carry != 0 && middle == 0) {
      upper++;
    }
    high += addHigh + upper;
  }

  public void add(long value) {
    add(value >> 63, value);
  }

  /** Adds {@code a × b}. */
  public void addProduct(long a, long b) {
    add(Math.multiplyHigh(a, b), a * b);
  }

  public void clear() {
    high = 0;
    middle = 0;
    low = 0;
  }

  public int signum() {
    return high != 0 ? Long.signum(high) : (middle | low) == 0 ? 0 : 1;
  }

  /** Whether the value is at least 0 and below 2^106, i.e. the sum of two doubles. */
  boolean isPairOfDoubles() {
    return high == 0 && middle >>> 42 == 0;
  }

  long middle() {
    return middle;
  }

  long low() {
    return low;
  }

  public BigInteger toBigInteger() {
    byte[] words = new byte[STATE_BYTES];
    write(ByteBuffer.wrap(words));
    return new BigInteger(words);
  }

  public BigDecimal toBigDecimal(int scale) {
    return new BigDecimal(toBigInteger(), scale);
  }

  /** Appends the raw words, most significant first. */
  public void write(ByteBuffer out) {
    out.putLong(high).putLong(middle).putLong(low);
  }

  public void read(ByteBuffer in) {
    high = in.getLong();
    middle = in.getLong();
    low = in.getLong();
  }

  public void copyFrom(ExactSum other) {
    high = other.high;
    middle = other.middle;
    low = other.low;
  }

  @Override
  public String toString() {
    return toBigInteger().toString();
  }
}
