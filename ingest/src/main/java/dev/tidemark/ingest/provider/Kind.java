package dev.tidemark.ingest.provider;

/** What a row of a series is. */
public enum Kind {
  BARS,
  TRADES,
  QUOTES,
  CORPORATE_ACTIONS
}
