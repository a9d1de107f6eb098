package dev.tidemark.lake;

import java.time.Instant;

/** Which version of a table is read. What was known at an instant is a row filter of the scan. */
public sealed interface Reading {

  /** The newest committed version. */
  static Reading latest() {
    return Latest.INSTANCE;
  }

  /** Exactly that version. */
  static Reading version(long version) {
    return new Version(version);
  }

  /** The newest version committed at or before the instant. */
  static Reading at(Instant instant) {
    return new At(instant);
  }

  /** The newest committed version. */
  enum Latest implements Reading {
    INSTANCE
  }

  /** Exactly that version. */
  record Version(long version) implements Reading {}

  /** The newest version committed at or before the instant. */
  record At(Instant instant) implements Reading {}
}
