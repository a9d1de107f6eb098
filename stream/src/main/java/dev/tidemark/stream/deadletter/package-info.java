/** Records that could not be processed, kept with the reason. */
@NullMarked
package dev.tidemark.stream.deadletter;

import org.jspecify.annotations.NullMarked;
