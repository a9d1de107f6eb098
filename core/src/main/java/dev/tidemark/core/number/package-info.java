/** Exact decimals on primitive words, and the one text form of a double. */
@NullMarked
package dev.tidemark.core.number;

import org.jspecify.annotations.NullMarked;
