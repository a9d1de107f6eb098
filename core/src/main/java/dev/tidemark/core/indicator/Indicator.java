package dev.tidemark.core.indicator;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The columns an {@link IndicatorSet} can compute, in the order in which it writes them. */
public enum Indicator {
  SMA_20,
  EMA_20,
  RSI_14,
  MACD,
  MACD_SIGNAL,
  MACD_HIST,
  BB_MID,
  BB_SD,
  BB_UPPER,
  BB_LOWER,
  BB_PCTB,
  BB_WIDTH,
  ZSCORE_20,
  ATR_14,
  ADX_14,
  PLUS_DI_14,
  MINUS_DI_14,
  STOCH_K,
  STOCH_D,
  OBV,
  VOLATILITY_1H,
  SESSION_VWAP,
  VWAP_DEV;

  private static final List<Indicator> ALL = List.of(values());

  private final String column = name().toLowerCase(Locale.ROOT);

  /** All of them, in order. */
  public static List<Indicator> all() {
    return ALL;
  }

  /** Name of the column in tables and files, e.g. {@code sma_20}. */
  public String column() {
    return column;
  }

  /** The indicator of a column name. */
  public static Indicator ofColumn(String column) {
    return ALL.stream()
        .filter(indicator -> indicator.column.equals(column))
        .findFirst()
        .orElseThrow(
            () ->
                TidemarkException.of(
                        ErrorCode.INVALID_ARGUMENT,
                        "Unknown indicator",
                        "no indicator has this name",
                        "Use one of " + Arrays.toString(values()).toLowerCase(Locale.ROOT))
                    .withDetail("column", column));
  }
}
