/** The six-timeframe pulse at decision times. */
@NullMarked
package dev.tidemark.transform.pulse;

import org.jspecify.annotations.NullMarked;
