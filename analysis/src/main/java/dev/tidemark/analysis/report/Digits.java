package dev.tidemark.analysis.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as people read them. */
final class Digits {
  private static final MathContext THREE = new MathContext(3, RoundingMode.HALF_EVEN);

  private Digits() {}

  /** Three significant digits without an exponent; whole parts are kept whole. */
  static String three(double value) {
    if (Double.isNaN(value)) {
      return "n/a";
    }
    BigDecimal exact = new BigDecimal(value);
    BigDecimal rounded =
        exact.abs().compareTo(BigDecimal.valueOf(1000)) >= 0
            ? exact.setScale(0, RoundingMode.HALF_EVEN)
            : exact.round(THREE);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
