package dev.tidemark.core.live;

import dev.tidemark.core.indicator.Indicator;
import java.util.ArrayList;
import java.util.List;

/**
 * Features that change together: those of a minute's bar, and those of its quotes. Trades and
 * quotes come by different ways, so neither waits for the other.
 */
public enum FeatureGroup {
  /**
   * Every {@link Indicator} over one-minute bars in their order, then {@code ewm_12}, {@code
   * vwap_5m}, {@code trade_imbalance_5m} and {@code regime_tag} (0 down, 1 neutral, 2 up; null
   * while unknown).
   */
  BARS,
  /**
   * As of the end of the minute: {@code bidask_spread} of the last valid quote within 60 s, {@code
   * spread_roll} (last 100 valid relative spreads, basis points), and the time-weighted {@code
   * tw_quoted}, {@code tw_relative_bps}, {@code spread_coverage} of the minute.
   */
  QUOTES;

  private static final List<String> OF_BARS = ofBars();
  private static final List<String> OF_QUOTES =
      List.of("bidask_spread", "spread_roll", "tw_quoted", "tw_relative_bps", "spread_coverage");

  /** Names of the values, in order. */
  public List<String> features() {
    return this == BARS ? OF_BARS : OF_QUOTES;
  }

  private static List<String> ofBars() {
    List<String> names = new ArrayList<>();
    Indicator.all().forEach(indicator -> names.add(indicator.column()));
    names.addAll(List.of("ewm_12", "vwap_5m", "trade_imbalance_5m", "regime_tag"));
    return List.copyOf(names);
  }
}
