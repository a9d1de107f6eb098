package dev.tidemark.ingest.live.feed;

/** Understands the messages of one connection. One thread. */
public interface VenueMessages {
  /**
   * Tells what the message says; one that cannot be read is {@link VenueEvents#rejected}.
   *
   * @param receivedNanos when it came, nanoseconds UTC
   */
  void read(byte[] message, long receivedNanos, VenueEvents out);
}
