package dev.tidemark.core.indicator;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A column of unscaled 128-bit decimals.
 *
 * @param high upper words
 * @param low lower words, unsigned
 * @param nulls rows without a value, or null when every row has one
 */
public record ExactColumn(long[] high, long[] low, @Nullable BitSet nulls) {
  boolean isNull(int row) {
    return nulls != null && nulls.get(row);
  }
}
