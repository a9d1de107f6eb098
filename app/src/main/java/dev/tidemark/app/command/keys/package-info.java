/** {@code tidemark keys}: API keys and their tenants. */
@NullMarked
package dev.tidemark.app.command.keys;

import org.jspecify.annotations.NullMarked;
