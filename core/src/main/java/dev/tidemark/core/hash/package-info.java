/** Hashes by which data and results are told apart. */
@NullMarked
package dev.tidemark.core.hash;

import org.jspecify.annotations.NullMarked;
