/** The gate: what every row must be before it is stored, and what is only noted about it. */
@NullMarked
package dev.tidemark.ingest.gate;

import org.jspecify.annotations.NullMarked;
