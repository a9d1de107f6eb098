package dev.tidemark.ingest.simulator;

/** What can go wrong in a feed, as the simulator injects it. */
public enum FaultKind {
  /** Published long after the event, so it arrives after later records. */
  LATE,
  /**
   * Delivered twice with the same content: trades under the same id, others at the same position.
   */
  DUPLICATED,
  /**
   * Restated later: trades as a next version, bars as other content at the same position. Each
   * series has its own corrections: a corrected minute does not correct the hour.
   */
  CORRECTED,
  /** Cancelled later; trades only. */
  CANCELLED,
  /** Accompanied by a broken copy that must become a dead letter. */
  MALFORMED
}
