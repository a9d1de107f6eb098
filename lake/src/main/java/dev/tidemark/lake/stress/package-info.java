/** Several processes on one table at once, and the count of what was lost or doubled. */
@NullMarked
package dev.tidemark.lake.stress;

import org.jspecify.annotations.NullMarked;
