package dev.tidemark.analysis.result;

/** Whether the last part of the out-of-sample sessions still looks like what came before. */
public enum DriftFlag {
  NONE,
  WARN,
  DRIFT,
  /** Too few sessions or signals to tell. */
  UNKNOWN
}
