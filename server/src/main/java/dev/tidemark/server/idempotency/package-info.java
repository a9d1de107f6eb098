/** A request that is sent twice is done once. */
@NullMarked
package dev.tidemark.server.idempotency;

import org.jspecify.annotations.NullMarked;
