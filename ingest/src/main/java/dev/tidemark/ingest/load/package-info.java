/**
 * Exactly-once storing: what was consumed of each source is committed with the rows, deliveries
 * seen before are recognised, and rows are numbered within their key.
 */
@NullMarked
package dev.tidemark.ingest.load;

import org.jspecify.annotations.NullMarked;
