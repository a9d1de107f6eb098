/** Tenants: transactions that see one tenant only, and the proof that nothing shows another's. */
@NullMarked
package dev.tidemark.smartdb.tenant;

import org.jspecify.annotations.NullMarked;
