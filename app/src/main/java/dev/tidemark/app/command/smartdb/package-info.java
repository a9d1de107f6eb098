/** {@code tidemark smartdb …}: the database of market data. */
@NullMarked
package dev.tidemark.app.command.smartdb;

import org.jspecify.annotations.NullMarked;
