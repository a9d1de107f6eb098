/** Replay of dead letters through the gate they did not pass. */
@NullMarked
package dev.tidemark.ingest.replay;

import org.jspecify.annotations.NullMarked;
