/** One {@code tidemark.yaml} and its environment overrides, as typed, known keys. */
@NullMarked
package dev.tidemark.app.config;

import org.jspecify.annotations.NullMarked;
