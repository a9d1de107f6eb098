/** {@code tidemark backfill}: plan, confirmation, progress, account of every row. */
@NullMarked
package dev.tidemark.app.command.backfill;

import org.jspecify.annotations.NullMarked;
