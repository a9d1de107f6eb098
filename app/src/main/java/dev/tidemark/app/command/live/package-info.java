/** Commands that bring market data into the log: recorded, and as it happens. */
@NullMarked
package dev.tidemark.app.command.live;

import org.jspecify.annotations.NullMarked;
