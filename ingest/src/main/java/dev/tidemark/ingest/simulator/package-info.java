/**
 * A seeded market generator: minute bars of any length of history, their exact roll-ups, tick days,
 * and, on request, the faults of real feeds with a manifest of what was injected.
 *
 * <p>Everything is a function of (seed, instrument model, session): asking for a part of the
 * history gives exactly the bars of the whole, whatever the chunks or the threads. A daily chain of
 * a few draws per session fixes the level at each open and close; the path inside a session is
 * drawn conditionally on both ends.
 */
@NullMarked
package dev.tidemark.ingest.simulator;

import org.jspecify.annotations.NullMarked;
