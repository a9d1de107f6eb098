/** Errors as an API: a code, what happened, why, and how to fix it. */
@NullMarked
package dev.tidemark.core.error;

import org.jspecify.annotations.NullMarked;
