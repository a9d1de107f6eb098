package dev.tidemark.lake.catalog;

import java.util.List;

/** The indicator columns of the enriched table, in their order. All are DOUBLE, null in warm-up. */
public final class EnrichedColumns {
  public static final List<String> INDICATORS =
      List.of(
          "sma_20",
          "ema_20",
          "rsi_14",
          "macd",
          "macd_signal",
          "macd_hist",
          "bb_mid",
          "bb_sd",
          "bb_upper",
          "bb_lower",
          "bb_pctb",
          "bb_width",
          "zscore_20",
          "atr_14",
          "plus_di_14",
          "minus_di_14",
          "adx_14",
          "stoch_k",
          "stoch_d",
          "obv",
          "volatility_1h",
          "session_vwap",
          "vwap_dev");

  private EnrichedColumns() {}
}
