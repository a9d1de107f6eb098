package dev.tidemark.smartdb.write;

import dev.tidemark.core.number.Int128;
import org.jspecify.annotations.Nullable;

/**
 * One-minute bars as a source tells them, as columns, in any order. The arrays may be longer than
 * {@code rows} and are not copied.
 *
 * @param labelNanos left label, nanoseconds UTC
 * @param knownNanos when this bar could first have been known
 * @param seq orders rows of one label that were known at the same time
 * @param deleted whether the source withdrew the bar; its values do not count then
 * @param open unscaled, scale 8; so are high, low and close
 * @param volume scale 8; null entries are zero
 * @param notional scale 16; null entries where the source does not tell it
 */
public record BarBatch(
    int rows,
    int[] series,
    long[] labelNanos,
    long[] knownNanos,
    long[] seq,
    boolean[] deleted,
    long[] open,
    long[] high,
    long[] low,
    long[] close,
    @Nullable Int128[] volume,
    @Nullable Int128[] notional,
    long[] tradeCount) {}
