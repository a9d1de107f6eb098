/** Tenants, and transactions that see one tenant only. */
@NullMarked
package dev.tidemark.server.tenant;

import org.jspecify.annotations.NullMarked;
