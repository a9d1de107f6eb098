/** The command {@code tidemark parity}. */
@NullMarked
package dev.tidemark.app.command.parity;

import org.jspecify.annotations.NullMarked;
