/** The commands of {@code tidemark tables}. */
@NullMarked
package dev.tidemark.app.command.tables;

import org.jspecify.annotations.NullMarked;
