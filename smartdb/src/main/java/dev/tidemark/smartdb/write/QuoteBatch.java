package dev.tidemark.smartdb.write;

import org.jspecify.annotations.Nullable;

/**
 * Quotes as columns, in any order and of any number of series. The arrays may be longer than {@code
 * rows} and are not copied.
 *
 * @param tsNanos event time, nanoseconds UTC
 * @param seq tells quotes of the same nanosecond apart and orders them
 * @param bid unscaled, scale 8
 * @param ask unscaled, scale 8
 * @param bidSize unscaled, scale 8, {@link #NO_SIZE} where not told; null if never told
 * @param askSize as {@code bidSize}
 * @param knownNanos when the quote could first have been known, nanoseconds UTC
 */
public record QuoteBatch(
    int rows,
    int[] series,
    long[] tsNanos,
    long[] seq,
    long[] bid,
    long[] ask,
    long @Nullable [] bidSize,
    long @Nullable [] askSize,
    long[] knownNanos) {
  public static final long NO_SIZE = -1;
}
