@NullMarked
package dev.tidemark.server.idempotency;

import org.jspecify.annotations.NullMarked;
