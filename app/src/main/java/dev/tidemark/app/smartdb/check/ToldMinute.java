package dev.tidemark.app.smartdb.check;

import dev.tidemark.core.number.Int128;
import org.jspecify.annotations.Nullable;

/**
 * A one-minute bar as its source tells it.
 *
 * @param notional null where the source does not tell it
 */
public record ToldMinute(
    long labelNanos,
    long knownNanos,
    long seq,
    long open,
    long high,
    long low,
    long close,
    Int128 volume,
    @Nullable Int128 notional,
    long tradeCount) {}
