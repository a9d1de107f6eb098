package dev.tidemark.core.bars;

import dev.tidemark.core.model.Bar;
import java.util.Optional;

/**
 * What a bar was known to be from some time on.
 *
 * @param startNanos left label of the bar
 * @param revision 0 for the first emission, then one more for every change
 * @param knownNanos knowledge time of this content, nanoseconds UTC
 * @param content the bar, or empty if corrections left no price-forming trade in it
 */
public record BarRevision(long startNanos, int revision, long knownNanos, Optional<Bar> content) {}
