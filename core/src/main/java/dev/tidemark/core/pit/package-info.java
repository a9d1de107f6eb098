/**
 * Point in time: what a fact was known to be. Every row has the time at which it happened ({@code
 * event_time}; for bars the close of the interval) and the time from which it could be known
 * ({@code known_time}); corrections and deletions are later rows. Times are in any one unit.
 */
@NullMarked
package dev.tidemark.core.pit;

import org.jspecify.annotations.NullMarked;
