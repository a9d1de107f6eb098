/** Bringing history in: plan it, run it, account for every row. */
@NullMarked
package dev.tidemark.ingest.backfill;

import org.jspecify.annotations.NullMarked;
