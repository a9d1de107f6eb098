package dev.tidemark.stream.feed;

import java.time.Instant;

/** From where on somebody listens. */
public sealed interface Start {
  /** What is told from now on. */
  record Live() implements Start {}

  /** What follows an event that was heard. */
  record After(Positions positions) implements Start {}

  /** What was told to the log at this time or later. */
  record Since(Instant time) implements Start {}
}
