package dev.tidemark.core.number;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * {@code a / b} of exact decimals as a double: rounded to {@link MathContext#DECIMAL128}, then by
 * {@code doubleValue()}. Nearly always the same bits are found without decimals.
 *
 * <p>How: both operands are split into unevaluated sums of two doubles (exact below 2^106). One
 * division step with an exact remainder gives a quotient {@code q + e}, {@code q} the nearest
 * double, that is off by less than 2^-100 of its size; rounding to 34 digits moves the true
 * quotient by less than 2^-109. If {@code q + (e - t)} and {@code q + (e + t)} with {@code t =
 * 2^-95 q} both round to {@code q}, so does everything between them, hence also the decimal.
 * Otherwise the quotient lies close to a rounding boundary, and the decimal division decides.
 */
public final class ExactRatio {
  private static final double SPLITTER = 0x1p27 + 1;
  private static final double TOLERANCE = 0x1p-95;
  private static final double TWO_53 = 0x1p53;
  private static final long LOW_53 = (1L << 53) - 1;

  private ExactRatio() {}

  /**
   * {@code numerator / denominator}, unscaled values of the given scales; the denominator is not
   * zero.
   */
  public static double toDouble(
      ExactSum numerator, int numeratorScale, ExactSum denominator, int denominatorScale) {
    int shift = numeratorScale - denominatorScale;
    if (shift >= 0
        && shift <= 9
        && numerator.isPairOfDoubles()
        && denominator.isPairOfDoubles()
        && numerator.signum() > 0) {
      double ratio = viaDoubles(numerator, denominator, Decimals.powerOfTen(shift));
      if (!Double.isNaN(ratio)) {
        return ratio;
      }
    }
    return viaDecimals(numerator, numeratorScale, denominator, denominatorScale);
  }

  /** The definition. */
  static double viaDecimals(
      ExactSum numerator, int numeratorScale, ExactSum denominator, int denominatorScale) {
    BigDecimal n = numerator.toBigDecimal(numeratorScale);
    BigDecimal d = denominator.toBigDecimal(denominatorScale);
    return n.divide(d, MathContext.DECIMAL128).doubleValue();
  }

  /** The nearest double where that can be proven, else NaN. */
  private static double viaDoubles(ExactSum numerator, ExactSum denominator, long factor) {
    // A factor below 2^30 times a middle word below 2^32 does not overflow the word.
    if (denominator.middle() >>> 32 != 0) {
      return Double.NaN;
    }
    long dLow = denominator.low() * factor;
    long dMiddle =
        denominator.middle() * factor + Math.unsignedMultiplyHigh(denominator.low(), factor);
    if (dMiddle >>> 42 != 0) {
      return Double.NaN;
    }
    double nTop = upper53(numerator.middle(), numerator.low());
    double nRest = numerator.low() & LOW_53;
    double dTop = upper53(dMiddle, dLow);
    double dRest = dLow & LOW_53;
    double n = nTop + nRest;
    double nLow = nRest - (n - nTop);
    double d = dTop + dRest;
    double dLowPart = dRest - (d - dTop);

    double q = n / d;
    double product = q * d;
    double remainder = n - product - productError(q, d, product);
    double correction = (remainder + nLow - q * dLowPart) / d;
    double nearest = q + correction;
    double rest = correction - (nearest - q);
    double tolerance = nearest * TOLERANCE;
    boolean proven =
        nearest + (rest - tolerance) == nearest && nearest + (rest + tolerance) == nearest;
    return proven ? nearest : Double.NaN;
  }

  private static double upper53(long middle, long low) {
    return (double) (middle << 11 | low >>> 53) * TWO_53;
  }

  /** {@code a * b - product} exactly (Dekker); {@code product} is {@code a * b} rounded. */
  private static double productError(double a, double b, double product) {
    double a1 = high(a);
    double a2 = a - a1;
    double b1 = high(b);
    double b2 = b - b1;
    return a2 * b2 - (product - a1 * b1 - a2 * b1 - a1 * b2);
  }

  private static double high(double x) {
    double c = SPLITTER * x;
    return c - (c - x);
  }
}
