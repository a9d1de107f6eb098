package dev.tidemark.ingest.text;

import dev.tidemark.core.number.Decimals;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads decimals from bytes into 128-bit unscaled integers. More digits after the point than the
 * scale keeps are rounded half-even and reported by {@link #rounded}: sources write binary noise
 * such as {@code 4515.664000000001}. The usual case allocates nothing. One thread.
 */
public final class DecimalReader {

  /** Outcome of a reading. */
  public enum Outcome {
    OK,
    /** No text. */
    EMPTY,
    /** Not a number. */
    MALFORMED,
    /** NaN or an infinity. */
    NON_FINITE,
    /** Does not fit the digits asked for. */
    OVERFLOW
  }

  private static final int FAST_DIGITS = 18;
  private static final int LONGEST_TEXT = 256;

  private long high;
  private long low;
  private boolean rounded;

  /** Upper half of the last value read. */
  public long high() {
    return high;
  }

  /** Lower half of the last value read: the value itself when it fits 64 bits. */
  public long low() {
    return low;
  }

  /** Whether the last value read lost digits. */
  public boolean rounded() {
    return rounded;
  }

  /**
   * Reads {@code bytes[from, to)}; spaces around are allowed.
   *
   * @param scale digits after the point to keep; may be negative
   * @param precision decimal digits the unscaled value may have
   */
  public Outcome read(byte[] bytes, int from, int to, int scale, int precision) {
    int start = from;
    int end = to;
    while (start < end && bytes[start] == ' ') {
      start++;
    }
    while (end > start && bytes[end - 1] == ' ') {
      end--;
    }
    if (start == end) {
      return Outcome.EMPTY;
    }
    int at = start;
    boolean negative = bytes[at] == '-';
    if (negative || bytes[at] == '+') {
      at++;
    }
    long value = 0;
    int digits = 0;
    int significant = 0;
    int point = -1;
    for (; at < end; at++) {
      int digit = bytes[at] - '0';
      if (digit >= 0 && digit <= 9) {
        if (significant > 0 || digit != 0) {
          if (++significant > FAST_DIGITS) {
            return slow(bytes, start, end, scale, precision);
          }
        }
        value = value * 10 + digit;
        digits++;
      } else if (bytes[at] == '.' && point < 0) {
        point = digits;
      } else {
        return slow(bytes, start, end, scale, precision);
      }
    }
    if (digits == 0) {
      return Outcome.MALFORMED;
    }
    int fraction = point < 0 ? 0 : digits - point;
    return scaled(value, negative, scale - fraction, bytes, start, end, scale, precision);
  }

  private Outcome scaled(
      long value,
      boolean negative,
      int shift,
      byte[] bytes,
      int from,
      int to,
      int scale,
      int precision) {
    long unscaled;
    rounded = false;
    if (shift >= 0) {
      if (value == 0) {
        unscaled = 0;
      } else {
        if (shift > FAST_DIGITS) {
          return slow(bytes, from, to, scale, precision);
        }
        long power = Decimals.powerOfTen(shift);
        if (value > Long.MAX_VALUE / power) {
          return slow(bytes, from, to, scale, precision);
        }
        unscaled = value * power;
      }
    } else if (-shift > FAST_DIGITS) {
      return slow(bytes, from, to, scale, precision);
    } else {
      long power = Decimals.powerOfTen(-shift);
      unscaled = value / power;
      long rest = value - unscaled * power;
      if (rest != 0) {
        rounded = true;
        long half = power / 2;
        if (rest > half || (rest == half && (unscaled & 1) == 1)) {
          unscaled++;
        }
      }
    }
    if (precision <= FAST_DIGITS && unscaled >= Decimals.powerOfTen(precision)) {
      return Outcome.OVERFLOW;
    }
    low = negative ? -unscaled : unscaled;
    high = low >> 63;
    return Outcome.OK;
  }

  private Outcome slow(byte[] bytes, int from, int to, int scale, int precision) {
    rounded = false;
    if (to - from > LONGEST_TEXT) {
      return Outcome.MALFORMED;
    }
    for (int i = from; i < to; i++) {
      // BigDecimal would accept digits of other scripts.
      if (bytes[i] <= ' ' || bytes[i] > 'z') {
        return Outcome.MALFORMED;
      }
    }
    String text = new String(bytes, from, to - from, StandardCharsets.US_ASCII);
    BigDecimal exact;
    try {
      exact = new BigDecimal(text);
    } catch (NumberFormatException notANumber) {
      return nonFinite(text) ? Outcome.NON_FINITE : Outcome.MALFORMED;
    }
    return rounded(exact, scale, precision);
  }

  private Outcome rounded(BigDecimal exact, int scale, int precision) {
    low = 0;
    high = 0;
    if (exact.signum() == 0) {
      return Outcome.OK;
    }
    // Checked before any arithmetic: 1E+999999999 must not be expanded.
    long integerDigits = (long) exact.precision() - exact.scale();
    if (integerDigits + scale > precision) {
      return Outcome.OVERFLOW;
    }
    if (integerDigits + scale < -1) {
      rounded = true;
      return Outcome.OK;
    }
    BigDecimal kept = exact.setScale(scale, RoundingMode.HALF_EVEN);
    rounded = kept.compareTo(exact) != 0;
    BigInteger unscaled = kept.unscaledValue();
    if (kept.precision() > precision || unscaled.bitLength() > 127) {
      return Outcome.OVERFLOW;
    }
    low = unscaled.longValue();
    high = unscaled.shiftRight(64).longValue();
    return Outcome.OK;
  }

  private static boolean nonFinite(String text) {
    String bare = text.charAt(0) == '-' || text.charAt(0) == '+' ? text.substring(1) : text;
    return switch (bare.toLowerCase(Locale.ROOT)) {
      case "nan", "inf", "infinity", "1.#inf", "1.#qnan" -> true;
      default -> false;
    };
  }
}
