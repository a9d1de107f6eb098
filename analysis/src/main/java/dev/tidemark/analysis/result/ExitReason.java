package dev.tidemark.analysis.result;

/** Why a position was closed (spec §4.5). */
public enum ExitReason {
  STOP,
  TARGET,
  TIME,
  SESSION_END,
  SESSION_END_STALE,
  DATA_END
}
