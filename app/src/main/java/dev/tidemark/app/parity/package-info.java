/**
 * The same disturbed logs through every way of computing: stream, batch over the lake, replay, read
 * as known at a time, and the database; all held against the kernels in one pass.
 */
@NullMarked
package dev.tidemark.app.parity;

import org.jspecify.annotations.NullMarked;
