/** Rejected records: kept with reason, payload and position, and replayed when they can be read. */
@NullMarked
package dev.tidemark.ingest.deadletter;

import org.jspecify.annotations.NullMarked;
