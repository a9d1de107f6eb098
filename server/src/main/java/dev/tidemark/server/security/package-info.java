/** Who is calling: API keys, roles, the audit log. */
@NullMarked
package dev.tidemark.server.security;

import org.jspecify.annotations.NullMarked;
