package dev.tidemark.smartdb.read;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A bar of a series.
 *
 * @param start left label
 * @param end when it closes; a bar whose end is not reached shows what there is
 * @param partial whether the session's end cuts it short
 * @param notional sum of price × size; null where the source does not tell it
 * @param vwap notional over volume at 12 decimals, half even; null without volume
 * @param buyVolume volume whose aggressor bought, where the venue tells it
 * @param revision how often the bar was restated after its close; null in bars as known at a time
 * @param known when the last of what is in it was known
 */
public record SeriesBar(
    String symbol,
    String source,
    Instant start,
    Instant end,
    boolean partial,
    BigDecimal open,
    BigDecimal high,
    BigDecimal low,
    BigDecimal close,
    BigDecimal volume,
    @Nullable BigDecimal notional,
    @Nullable BigDecimal vwap,
    BigDecimal buyVolume,
    BigDecimal sellVolume,
    long tradeCount,
    @Nullable Integer revision,
    Instant known) {}
