package dev.tidemark.smartdb.read;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The features of a closed one-minute bar (QUANT 2.5). Numbers that have no value are NaN.
 *
 * @param start left label of the minute
 * @param end its close: the event time of all of them
 * @param gridNo number of the minute in the calendar's grid, without gaps across sessions
 * @param regimeTag {@code up}, {@code down}, {@code neutral} or {@code unknown}
 */
public record MinuteFeatures(
    String symbol,
    String source,
    Instant start,
    Instant end,
    long gridNo,
    BigDecimal open,
    BigDecimal high,
    BigDecimal low,
    BigDecimal close,
    BigDecimal volume,
    @Nullable BigDecimal vwap,
    long tradeCount,
    double sma20,
    double ewm12,
    double volatility1h,
    double vwap5m,
    double tradeImbalance5m,
    String regimeTag) {}
