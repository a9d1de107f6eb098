package dev.tidemark.analysis.result;

/** Why a position was closed (spec §4.5). */
public enum ExitReason {
  STOP,
  TARGET,
  TIME,
  SESSION_END,
  SESSION_END_STALE,
  DATA_END;

  /** Whether the exit is filled at the close of its bar rather than at the open. */
  public boolean atClose() {
    return this == SESSION_END || this == SESSION_END_STALE || this == DATA_END;
  }
}
