package dev.tidemark.core.regime;

import java.util.Locale;

/**
 * The served feature {@code regime_tag}: where the last close stands to its SMA(20). (The richer
 * one is {@link MarketRegime}.)
 */
public enum RegimeTag {
  UP,
  DOWN,
  NEUTRAL,
  UNKNOWN;

  private static final double BAND = 5e-4;

  private final String text = name().toLowerCase(Locale.ROOT);

  /**
   * {@code d = (close - sma) / sma} outside of five basis points; UNKNOWN while there is no SMA.
   */
  public static RegimeTag of(double close, double sma20) {
    double d = (close - sma20) / sma20;
    if (Double.isNaN(d)) {
      return UNKNOWN;
    }
    return d > BAND ? UP : d < -BAND ? DOWN : NEUTRAL;
  }

  /** As served: {@code up}, {@code down}, {@code neutral} or {@code unknown}. */
  public String text() {
    return text;
  }
}
