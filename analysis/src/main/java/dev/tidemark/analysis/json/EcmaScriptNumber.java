package dev.tidemark.analysis.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * The text of a double in ECMAScript (Number::toString), which RFC 8785 prescribes: the fewest
 * digits that identify the double, of those the closest. Computed from the exact value, because
 * {@code Double.toString} has other digits for some subnormals.
 */
final class EcmaScriptNumber {
  private static final int MOST_DIGITS = 17;

  private EcmaScriptNumber() {}

  static String format(double value) {
    if (value == 0) {
      return "0";
    }
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("JSON has no number for " + value);
    }
    BigDecimal shortest = shortest(value);
    String digits = shortest.unscaledValue().abs().toString();
    int k = digits.length();
    int n = k - shortest.scale(); // value = 0.digits × 10^n
    String sign = value < 0 ? "-" : "";
    if (k <= n && n <= 21) {
      return sign + digits + "0".repeat(n - k);
    }
    if (0 < n && n <= 21) {
      return sign + digits.substring(0, n) + "." + digits.substring(n);
    }
    if (-6 < n && n <= 0) {
      return sign + "0." + "0".repeat(-n) + digits;
    }
    String mantissa = k == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return sign + mantissa + "e" + (n > 0 ? "+" : "-") + Math.abs(n - 1);
  }

  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int precision = 1; precision < MOST_DIGITS; precision++) {
      BigDecimal below = exact.round(new MathContext(precision, RoundingMode.DOWN));
      BigDecimal above = exact.round(new MathContext(precision, RoundingMode.UP));
      BigDecimal found = closest(value, exact, below, above);
      if (found != null) {
        return found.stripTrailingZeros();
      }
    }
    return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN)).stripTrailingZeros();
  }

  private static @Nullable BigDecimal closest(
      double value, BigDecimal exact, BigDecimal below, BigDecimal above) {
    boolean isBelow = below.doubleValue() == value;
    boolean isAbove = above.doubleValue() == value;
    if (isBelow && isAbove) {
      int order = exact.subtract(below).abs().compareTo(above.subtract(exact).abs());
      boolean tieToEven = order == 0 && !below.unscaledValue().testBit(0);
      return order < 0 || tieToEven ? below : above;
    }
    return isBelow ? below : isAbove ? above : null;
  }
}
