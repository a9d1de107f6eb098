package dev.tidemark.stream.feed;

import java.time.Duration;

/** The topics as live feeds. Thread-safe. */
public interface LiveTopics extends AutoCloseable {
  /**
   * Begins to listen.
   *
   * @throws dev.tidemark.core.error.TidemarkException UNAVAILABLE if the log does not answer,
   *     RESOURCE_EXHAUSTED if too many listeners read old records at once, INVALID_ARGUMENT if the
   *     positions are not of this feed
   */
  Subscription subscribe(Feed feed, Interest interest, Start start);

  @Override
  void close();

  /** One listener. For one thread. */
  interface Subscription extends AutoCloseable {
    /** Where it begins. */
    Positions begin();

    /** What comes next; waits so long if there is nothing. */
    Delivery next(Duration wait) throws InterruptedException;

    @Override
    void close();
  }
}
