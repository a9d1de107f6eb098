package dev.tidemark.analysis.picture;

import dev.tidemark.core.number.CanonicalNumber;
import java.util.ArrayList;
import java.util.List;

/** Values to pixels, with round numbers for ticks. */
record Scale(double min, double max, int from, int to) {

  /** A scale that holds both values and some air. */
  static Scale around(double low, double high, int from, int to) {
    double span = high - low;
    double air = span > 0 ? span * 0.06 : Math.max(1e-9, Math.abs(high) * 0.1);
    return new Scale(low - air, high + air, from, to);
  }

  int pixel(double value) {
    return (int) Math.rint(from + (value - min) / (max - min) * (to - from));
  }

  /** Multiples of 1, 2 or 5 times a power of ten; about {@code wanted} of them. */
  List<Double> ticks(int wanted) {
    double step = step((max - min) / wanted);
    List<Double> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(min / step); i * step <= max; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  private static double step(double rough) {
    double power = StrictMath.pow(10, Math.floor(StrictMath.log10(rough)));
    double share = rough / power;
    return (share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10) * power;
  }

  /** Text of a tick: at most six digits, without the dust of binary multiples. */
  static String text(double value) {
    return CanonicalNumber.format(Double.parseDouble(digits(value)));
  }

  private static String digits(double value) {
    return new java.math.BigDecimal(value)
        .round(new java.math.MathContext(6, java.math.RoundingMode.HALF_EVEN))
        .toString();
  }
}
