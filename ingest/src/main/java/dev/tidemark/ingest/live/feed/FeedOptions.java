package dev.tidemark.ingest.live.feed;

import java.time.Duration;

/**
 * Limits of a feed.
 *
 * @param connect longest time until the connection is open, and until the venue confirms
 * @param idle a connection on which nothing came for so long is cut; after half of it the venue is
 *     asked for a sign of life
 * @param largestMessage bytes of a message; a larger one is rejected and the feed goes on
 * @param waitingBytes bytes of messages that wait for us; then reading stops until there is room
 * @param largestGap most trades asked for when some are missing
 */
public record FeedOptions(
    Duration connect,
    Duration idle,
    int largestMessage,
    int waitingBytes,
    int largestGap,
    ReconnectPolicy reconnect) {
  /** Snapshots of order books have some megabytes. */
  public static final FeedOptions STANDARD =
      new FeedOptions(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          16 << 20,
          32 << 20,
          10_000,
          ReconnectPolicy.STANDARD);
}
