package dev.tidemark.ingest.provider;

/** Where the known time of a row comes from. */
public enum KnownTimeBasis {
  /** We saw it arrive then. */
  OBSERVED,
  /** The provider says when it was published. */
  PROVIDER,
  /** Assumed: the end of the interval (or the event) plus a documented delay. */
  ASSUMED
}
