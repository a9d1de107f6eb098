/** The commands {@code analyze} and {@code verify}. */
@NullMarked
package dev.tidemark.app.command.analysis;

import org.jspecify.annotations.NullMarked;
