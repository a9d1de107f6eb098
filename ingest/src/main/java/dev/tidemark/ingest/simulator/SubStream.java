package dev.tidemark.ingest.simulator;

import dev.tidemark.core.random.PhiloxStream;
import dev.tidemark.core.random.Purpose;

/** The independent streams of a session; ordinals are part of the addresses, never reordered. */
enum SubStream {
  RESERVED,
  DAILY,
  MINUTES,
  TICKS,
  FAULTS;

  PhiloxStream open(long seed, int streamId, long epochDay) {
    return open(seed, streamId, epochDay, 0);
  }

  /** A stream for each of several series of a session. */
  PhiloxStream open(long seed, int streamId, long epochDay, int series) {
    return PhiloxStream.of(seed, Purpose.SYNTH, ordinal() | series << 8, streamId, (int) epochDay);
  }
}
