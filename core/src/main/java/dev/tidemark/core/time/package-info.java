/** Timeframes, trading calendars, sessions, and the grid of bars inside a session. */
@NullMarked
package dev.tidemark.core.time;

import org.jspecify.annotations.NullMarked;
