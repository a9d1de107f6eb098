/**
 * Candles of the Coinbase Exchange REST API: {@code GET
 * /products/{id}/candles?granularity=..&start=..&end=..}, at most 300 a request.
 */
@NullMarked
package dev.tidemark.ingest.coinbase;

import org.jspecify.annotations.NullMarked;
