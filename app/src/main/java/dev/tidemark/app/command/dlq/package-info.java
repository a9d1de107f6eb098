/** The commands of {@code tidemark dlq}: dead letters listed, shown, corrected, replayed. */
@NullMarked
package dev.tidemark.app.command.dlq;

import org.jspecify.annotations.NullMarked;
