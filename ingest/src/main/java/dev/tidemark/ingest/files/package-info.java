/**
 * The {@code files} provider: finds files, recognises their layout by a declarative mapping, and
 * decodes them into raw batches.
 */
@NullMarked
package dev.tidemark.ingest.files;

import org.jspecify.annotations.NullMarked;
