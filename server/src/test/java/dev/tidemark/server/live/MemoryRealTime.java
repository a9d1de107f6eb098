package dev.tidemark.server.live;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.server.events.EventKind;
import dev.tidemark.server.events.EventLog;
import dev.tidemark.stream.feed.Feed;
import dev.tidemark.stream.feed.FeedDocument;
import dev.tidemark.stream.feed.FeedOptions;
import dev.tidemark.stream.feed.SharedTopics;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.json.JsonMapper;

/** The real-time path in memory: topics with documents as values, and a log of events. */
public final class MemoryRealTime {
  public static final int PER_TENANT = 4;
  public static final int KEPT = 64;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  public final Map<Feed, MemoryFeedLog> topics = new EnumMap<>(Feed.class);
  public final List<EventLog.Event> told = new CopyOnWriteArrayList<>();
  public volatile boolean away;
  public volatile LiveStatus status = LiveStatus.ABSENT;

  public MemoryRealTime() {
    for (Feed feed : Feed.values()) {
      topics.put(feed, new MemoryFeedLog(2));
    }
  }

  public MemoryFeedLog topic(Feed feed) {
    return java.util.Objects.requireNonNull(topics.get(feed));
  }

  /** New readers on the topics. */
  public RealTime parts() {
    return parts(PER_TENANT);
  }

  public RealTime parts(int perTenant) {
    return new RealTime(
        Optional.of(
            new SharedTopics(
                this::topic,
                feed -> MemoryRealTime::decode,
                new FeedOptions(
                    KEPT, 64 << 20, Duration.ofMinutes(1), 16, Duration.ofMinutes(1), 0),
                System::nanoTime)),
        Optional.of(this::append),
        () -> status,
        new LiveOptions(perTenant, 64, Duration.ofMillis(300)));
  }

  private static FeedDocument decode(byte[] value) {
    return new FeedDocument(JSON.readTree(value).path("timeframe").asString(null), value);
  }

  private void append(EventKind kind, List<EventLog.Event> events) {
    if (away) {
      throw TidemarkException.of(ErrorCode.UNAVAILABLE, "The log is away", "told so", "Wait");
    }
    told.addAll(events);
  }
}
