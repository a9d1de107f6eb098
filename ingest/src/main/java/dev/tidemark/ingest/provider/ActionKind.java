package dev.tidemark.ingest.provider;

/** Kind of a corporate action. */
public enum ActionKind {
  SPLIT,
  DIVIDEND,
  CAPITAL_GAIN
}
