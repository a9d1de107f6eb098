/** Who wins: one timeline of bars per instrument, timeframe and label, from every source. */
@NullMarked
package dev.tidemark.transform.unify;

import org.jspecify.annotations.NullMarked;
