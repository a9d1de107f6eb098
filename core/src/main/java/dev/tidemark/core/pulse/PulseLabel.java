package dev.tidemark.core.pulse;

/** How strongly, and in which direction, the timeframes agree. */
public enum PulseLabel {
  STRONG_UP,
  STRONG_DOWN,
  MODERATE_UP,
  MODERATE_DOWN,
  MIXED,
  /** Fewer than four timeframes are available. */
  UNKNOWN
}
