package dev.tidemark.core.regime;

import java.util.Locale;

/** The market regime of one bar. */
public enum Regime {
  TREND,
  RANGE,
  VOLATILE,
  /** Not enough values, or an input is missing. */
  UNKNOWN;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** As stored: {@code trend}, {@code range}, {@code volatile} or {@code unknown}. */
  public String text() {
    return text;
  }
}
