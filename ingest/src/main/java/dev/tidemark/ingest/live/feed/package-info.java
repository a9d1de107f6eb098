/** WebSocket feeds of venues: connecting, understanding, noticing what is missing, filling it. */
@NullMarked
package dev.tidemark.ingest.live.feed;

import org.jspecify.annotations.NullMarked;
