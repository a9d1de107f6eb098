/**
 * Counter-based randomness: every draw is addressed by (seed, purpose, id, replicate, word), so a
 * result does not depend on the order, the chunking or the number of threads that computed it.
 */
@NullMarked
package dev.tidemark.core.random;

import org.jspecify.annotations.NullMarked;
