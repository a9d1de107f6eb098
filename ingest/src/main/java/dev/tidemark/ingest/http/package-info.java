/**
 * Polite and patient HTTP for providers: rate limit, retries with backoff and jitter, circuit
 * breaker, bounded bodies, deadlines. Time and randomness are injected.
 */
@NullMarked
package dev.tidemark.ingest.http;

import org.jspecify.annotations.NullMarked;
