package dev.tidemark.stream.feed;

import java.time.Duration;

/**
 * Bounds of a feed.
 *
 * @param mostEvents newest events kept in memory for all listeners of a topic
 * @param mostBytes bytes of their values
 * @param linger a topic is read on for so long after its last listener left
 * @param readers listeners of all topics that may read old records at a time
 * @param longestCatchUp within which one of them must reach the present
 * @param mostFalls how often a listener may fall behind what is kept without having been at the end
 *     in between
 */
public record FeedOptions(
    int mostEvents,
    long mostBytes,
    Duration linger,
    int readers,
    Duration longestCatchUp,
    int mostFalls) {
  public static final FeedOptions STANDARD =
      new FeedOptions(32_768, 8L << 20, Duration.ofSeconds(30), 8, Duration.ofMinutes(2), 3);
}
