/** Bars of one series as columns of 64-bit words: the form in which silver is computed. */
@NullMarked
package dev.tidemark.transform.bars;

import org.jspecify.annotations.NullMarked;
