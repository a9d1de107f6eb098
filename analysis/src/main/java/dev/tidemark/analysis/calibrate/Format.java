package dev.tidemark.analysis.calibrate;

import java.util.Locale;

/** How a figure is written for people. Documents for programs have the plain number. */
public enum Format {
  TEXT,
  COUNT,
  /** A share between 0 and 1, in percent. */
  PERCENT,
  NUMBER;

  /** NaN is a dash. */
  public String text(Object value) {
    if (!(value instanceof Number number)) {
      return value.toString();
    }
    double x = number.doubleValue();
    if (Double.isNaN(x)) {
      return "–";
    }
    return switch (this) {
      case TEXT -> value.toString();
      case COUNT -> String.format(Locale.ROOT, "%,d", Math.round(x));
      case PERCENT ->
          String.format(Locale.ROOT, x != 0 && Math.abs(x) < 0.01 ? "%.2f %%" : "%.1f %%", 100 * x);
      case NUMBER -> String.format(Locale.ROOT, "%.2f", x);
    };
  }
}
