/**
 * Trades to bars: the same exact sums whether trades come as a batch, as a stream with corrections
 * and late records, or as columns; and bars to longer bars.
 */
@NullMarked
package dev.tidemark.core.bars;

import org.jspecify.annotations.NullMarked;
