package dev.tidemark.ingest.live.feed;

/**
 * What came over a connection.
 *
 * @param body the message; of one that is too large its beginning; of an end its reason
 * @param receivedNanos when it came, nanoseconds UTC
 */
record Frame(Kind kind, byte[] body, long receivedNanos) {
  enum Kind {
    MESSAGE,
    TOO_LARGE,
    /** The connection is over. */
    END
  }
}
