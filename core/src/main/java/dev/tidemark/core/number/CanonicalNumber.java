package dev.tidemark.core.number;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The one text of a double in results and hashes, the same on every platform and Java version.
 *
 * <p>The exact binary value is rounded to 12 significant digits (half even) and trailing zeros are
 * dropped. Decimal exponents from -7 to 14 are written plainly, others as {@code d.dddE<exp>}. Zero
 * of either sign is {@code 0}. ({@code Double.toString} will not do: its digits changed in JDK 19.)
 */
public final class CanonicalNumber {

  private static final MathContext TWELVE_DIGITS = new MathContext(12, RoundingMode.HALF_EVEN);
  private static final int SMALLEST_PLAIN = -7;
  private static final int LARGEST_PLAIN = 14;

  private CanonicalNumber() {}

  /** The canonical text; NaN and the infinities have none and are refused. */
  public static String format(double value) {
    if (value == 0) {
      return "0";
    }
    if (!Double.isFinite(value)) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "Number has no canonical text",
              "it is not finite",
              "Write null for a missing value")
          .withDetail("value", value);
    }
    BigDecimal rounded = new BigDecimal(value).round(TWELVE_DIGITS).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= SMALLEST_PLAIN && exponent <= LARGEST_PLAIN) {
      return rounded.toPlainString();
    }
    String digits = rounded.unscaledValue().abs().toString();
    StringBuilder text = new StringBuilder(20);
    if (value < 0) {
      text.append('-');
    }
    text.append(digits.charAt(0));
    if (digits.length() > 1) {
      text.append('.').append(digits, 1, digits.length());
    }
    return text.append('E').append(exponent).toString();
  }
}
