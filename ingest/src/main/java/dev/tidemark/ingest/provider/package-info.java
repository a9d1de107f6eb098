/**
 * The port through which market data enters: a provider lists sources, a source yields columnar raw
 * batches, and a record that cannot be read travels with them as a reject.
 */
@NullMarked
package dev.tidemark.ingest.provider;

import org.jspecify.annotations.NullMarked;
