package dev.tidemark.ingest.load;

import java.time.Instant;

/**
 * What all rows of a run have in common.
 *
 * @param ingestionId of the run
 * @param extractedAt when the run began to read
 * @param mock whether the provider's data is not real
 */
record Stamp(String ingestionId, Instant extractedAt, boolean mock) {}
