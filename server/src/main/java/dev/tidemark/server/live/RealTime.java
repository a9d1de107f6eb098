package dev.tidemark.server.live;

import dev.tidemark.server.events.EventLog;
import dev.tidemark.stream.feed.LiveTopics;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a server has of the real-time path. Whoever makes the parts closes them after the server.
 *
 * @param topics live feeds, if there is a log to be read
 * @param events where events of clients go, if there is a log to be written
 * @param status how the path is now; asked for at each request and scrape, so it must be cheap
 */
public record RealTime(
    Optional<LiveTopics> topics,
    Optional<EventLog> events,
    Supplier<LiveStatus> status,
    LiveOptions options) {
  /** No log. */
  public static final RealTime NONE =
      new RealTime(
          Optional.empty(), Optional.empty(), () -> LiveStatus.ABSENT, LiveOptions.STANDARD);
}
