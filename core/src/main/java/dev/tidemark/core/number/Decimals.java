package dev.tidemark.core.number;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Decimals held as an unscaled {@code long} with a scale known from the context: {@code 101.25} at
 * scale 8 is {@code 10_125_000_000}.
 */
public final class Decimals {

  /** Digits after the point of every price and size. */
  public static final int PRICE_SCALE = 8;

  /** Digits after the point of price × size. */
  public static final int NOTIONAL_SCALE = 16;

  /** Digits after the point of a volume-weighted average price. */
  public static final int VWAP_SCALE = 12;

  /** The text is not a decimal number (also: empty, NaN, Infinity, hexadecimal). */
  public static final long MALFORMED = Long.MIN_VALUE;

  /** The number does not fit into 63 bits at the wanted scale. */
  public static final long OVERFLOW = Long.MIN_VALUE + 1;

  /** The number has more non-zero digits after the point than the scale keeps. */
  public static final long INEXACT = Long.MIN_VALUE + 2;

  /** Longer texts are refused unread: no market number needs them, and parsing is quadratic. */
  private static final int LONGEST_TEXT = 256;

  private static final int MAX_LONG_DIGITS = 18;
  private static final long LARGEST_EXACT_DOUBLE = 1L << 53;

  private static final long[] POWERS = new long[MAX_LONG_DIGITS + 1];
  private static final double[] DOUBLE_POWERS = new double[MAX_LONG_DIGITS + 1];

  static {
    long power = 1;
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = power;
      DOUBLE_POWERS[i] = power;
      power *= 10;
    }
  }

  private Decimals() {}

  /** Whether a result of {@code parseScaled} is one of the failure values. */
  public static boolean isFailure(long unscaled) {
    return unscaled <= INEXACT;
  }

  /** 10 to the given power, 0 to 18. */
  public static long powerOfTen(int exponent) {
    return POWERS[exponent];
  }

  /**
   * Reads {@code [+-]digits[.digits][(e|E)[+-]digits]} from ASCII bytes {@code [from, to)}, without
   * allocation in the usual case (at most 18 significant digits, no exponent).
   *
   * @return the value times 10^scale, or {@link #MALFORMED}, {@link #OVERFLOW} or {@link #INEXACT};
   *     never rounded
   */
  public static long parseScaled(byte[] text, int from, int to, int scale) {
    int at = from;
    boolean negative = false;
    if (at < to && (text[at] == '-' || text[at] == '+')) {
      negative = text[at] == '-';
      at++;
    }
    long value = 0;
    int significant = 0;
    int fraction = -1;
    int digits = 0;
    for (; at < to; at++) {
      int c = text[at];
      if (c >= '0' && c <= '9') {
        value = value * 10 + (c - '0');
        digits++;
        if (value != 0 && ++significant > MAX_LONG_DIGITS) {
          return parseSlowly(text, from, to, scale);
        }
        if (fraction >= 0) {
          fraction++;
        }
      } else if (c == '.' && fraction < 0) {
        fraction = 0;
      } else {
        return parseSlowly(text, from, to, scale);
      }
    }
    if (digits == 0) {
      return MALFORMED;
    }
    long scaled = rescale(value, Math.max(fraction, 0), scale);
    return negative && !isFailure(scaled) ? -scaled : scaled;
  }

  /** As {@link #parseScaled(byte[], int, int, int)}, from characters. */
  public static long parseScaled(CharSequence text, int from, int to, int scale) {
    if (to - from > LONGEST_TEXT) {
      return MALFORMED;
    }
    byte[] ascii = new byte[to - from];
    for (int i = 0; i < ascii.length; i++) {
      char c = text.charAt(from + i);
      if (c > 127) {
        return MALFORMED;
      }
      ascii[i] = (byte) c;
    }
    return parseScaled(ascii, 0, ascii.length, scale);
  }

  /** As {@link #parseScaled(byte[], int, int, int)}, for a whole text. */
  public static long parseScaled(CharSequence text, int scale) {
    return parseScaled(text, 0, text.length(), scale);
  }

  /** {@code value} as an unscaled long, or {@link #OVERFLOW} or {@link #INEXACT}. */
  public static long toScaled(BigDecimal value, int scale) {
    if (value.signum() == 0) {
      return 0;
    }
    // Checked before any arithmetic: 1E+999999999 must not be expanded.
    long integerDigits = (long) value.precision() - value.scale();
    if (integerDigits + scale > 19) {
      return OVERFLOW;
    }
    BigDecimal stripped = value.stripTrailingZeros();
    if (stripped.scale() > scale) {
      return INEXACT;
    }
    var unscaled = stripped.setScale(scale).unscaledValue();
    if (unscaled.bitLength() > 63) {
      return OVERFLOW;
    }
    long scaled = unscaled.longValue();
    return isFailure(scaled) ? OVERFLOW : scaled;
  }

  /** Plain notation without trailing zeros: {@code 101.25}, {@code -0.00000001}, {@code 0}. */
  public static String toPlainString(long unscaled, int scale) {
    if (scale == 0 || unscaled == 0) {
      return Long.toString(unscaled);
    }
    String digits = unscaled < 0 ? Long.toString(unscaled).substring(1) : Long.toString(unscaled);
    StringBuilder out = new StringBuilder(scale + digits.length() + 3);
    if (unscaled < 0) {
      out.append('-');
    }
    int point = digits.length() - scale;
    if (point <= 0) {
      out.append("0.").repeat('0', -point).append(digits);
    } else {
      out.append(digits, 0, point).append('.').append(digits, point, digits.length());
    }
    int end = out.length();
    while (out.charAt(end - 1) == '0') {
      end--;
    }
    out.setLength(out.charAt(end - 1) == '.' ? end - 1 : end);
    return out.toString();
  }

  public static BigDecimal toBigDecimal(long unscaled, int scale) {
    return BigDecimal.valueOf(unscaled, scale);
  }

  /**
   * The double nearest to the decimal: the same bits as {@code BigDecimal.doubleValue()}.
   *
   * <p>Both operands of the division are exact, so its one rounding is the correct one.
   */
  public static double toDouble(long unscaled, int scale) {
    long value = unscaled;
    int digits = scale;
    while (value >= LARGEST_EXACT_DOUBLE || value <= -LARGEST_EXACT_DOUBLE) {
      if (digits == 0) {
        return (double) value;
      }
      if (value % 10 != 0) {
        return BigDecimal.valueOf(value, digits).doubleValue();
      }
      value /= 10;
      digits--;
    }
    return digits <= MAX_LONG_DIGITS
        ? value / DOUBLE_POWERS[digits]
        : BigDecimal.valueOf(value, digits).doubleValue();
  }

  private static long rescale(long value, int from, int to) {
    if (value == 0) {
      return 0;
    }
    int shift = to - from;
    if (shift >= 0) {
      if (shift > MAX_LONG_DIGITS || value > Long.MAX_VALUE / POWERS[shift]) {
        return OVERFLOW;
      }
      return value * POWERS[shift];
    }
    if (-shift > MAX_LONG_DIGITS) {
      return INEXACT;
    }
    return value % POWERS[-shift] == 0 ? value / POWERS[-shift] : INEXACT;
  }

  private static long parseSlowly(byte[] text, int from, int to, int scale) {
    if (to - from > LONGEST_TEXT) {
      return MALFORMED;
    }
    for (int i = from; i < to; i++) {
      // BigDecimal would also accept the digits of other scripts.
      if (text[i] < '+' || text[i] > 'e') {
        return MALFORMED;
      }
    }
    try {
      String decimal = new String(text, from, to - from, StandardCharsets.US_ASCII);
      return toScaled(new BigDecimal(decimal), scale);
    } catch (NumberFormatException notANumber) {
      return MALFORMED;
    }
  }
}
