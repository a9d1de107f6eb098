package dev.tidemark.analysis.params;

/** The three signals (spec §4.3). */
public enum SignalType {
  ZSCORE,
  EMA_DEV,
  VWAP_DEV
}
