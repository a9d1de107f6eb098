package dev.tidemark.app.wiring;

import dev.tidemark.app.host.Host;
import dev.tidemark.server.events.EventKind;
import dev.tidemark.server.live.LiveOptions;
import dev.tidemark.server.live.LiveStatus;
import dev.tidemark.server.live.RealTime;
import dev.tidemark.stream.feed.AvroDocuments;
import dev.tidemark.stream.feed.FeedOptions;
import dev.tidemark.stream.feed.FeedShape;
import dev.tidemark.stream.feed.KafkaFeedLog;
import dev.tidemark.stream.feed.SharedTopics;
import dev.tidemark.stream.job.JobState;
import dev.tidemark.stream.produce.EventProducer;
import dev.tidemark.stream.produce.ProducerOptions;
import dev.tidemark.stream.schema.TopicSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What a server shows of the log and the jobs, and where it puts events of clients. */
final class ServedStream implements AutoCloseable {
  private static final Duration FRESH = Duration.ofMillis(500);
  private static final String DEAD = "dead.";
  private static final double MILLIS = 1e3;

  private final SharedTopics topics;
  private final EventProducer producer;
  private final Supplier<Optional<JobState>> live;
  private final LongSupplier ticker;
  private LiveStatus last = LiveStatus.ABSENT;
  private long askedAt;
  private boolean asked;

  /**
   * @param live state of the job that computes; asked twice a second at most
   */
  ServedStream(EventLog log, Supplier<Optional<JobState>> live, Host host) {
    this.live = live;
    this.ticker = host.ticker();
    this.topics =
        new SharedTopics(
            feed -> new KafkaFeedLog(log.bootstrap(), feed.topic()),
            feed -> new AvroDocuments(log.registry()::byId, record -> FeedShape.of(feed, record)),
            FeedOptions.STANDARD,
            ticker);
    this.producer = EventProducer.open(ProducerOptions.quick(log.bootstrap()), log.registry());
  }

  RealTime parts() {
    return new RealTime(
        Optional.of(topics), Optional.of(this::append), this::status, LiveOptions.STANDARD);
  }

  private void append(EventKind kind, List<dev.tidemark.server.events.EventLog.Event> events) {
    List<EventProducer.Event> records = new ArrayList<>(events.size());
    for (var event : events) {
      Map<String, Object> members = new HashMap<>(event.members());
      members.put("event_id", event.id());
      members.put("tenant", event.tenant());
      members.put("event_time", event.eventTime());
      members.put("known_time", event.knownTime());
      // A compacted topic keeps the newest of each key: of each tenant's.
      records.add(new EventProducer.Event(event.tenant() + '/' + event.key(), members));
    }
    producer.append(TopicSchema.of(kind.topic()), records);
  }

  private synchronized LiveStatus status() {
    long now = ticker.getAsLong();
    if (!asked || now - askedAt > FRESH.toNanos()) {
      last = live.get().map(ServedStream::status).orElse(LiveStatus.ABSENT);
      askedAt = now;
      asked = true;
    }
    return last;
  }

  private static LiveStatus status(JobState job) {
    List<LiveStatus.Lag> lag = new ArrayList<>();
    job.lag()
        .forEach(
            (partition, records) -> {
              int slash = partition.lastIndexOf('/');
              lag.add(
                  new LiveStatus.Lag(
                      partition.substring(0, slash),
                      Integer.parseInt(partition.substring(slash + 1)),
                      Math.max(0, records)));
            });
    Map<String, Long> dead = new TreeMap<>();
    job.counters()
        .forEach(
            (name, count) -> {
              if (name.startsWith(DEAD)) {
                dead.put(name.substring(DEAD.length()), count);
              }
            });
    Long p50 = job.latencyMillis().get("p50");
    Long p99 = job.latencyMillis().get("p99");
    return new LiveStatus(
        switch (job.status()) {
          case "RUNNING" -> LiveStatus.State.RUNNING;
          case "RESTARTING", "FAILING" -> LiveStatus.State.RESTARTING;
          case "CREATED", "INITIALIZING", "RECONCILING" -> LiveStatus.State.STARTING;
          default -> LiveStatus.State.STOPPED;
        },
        job.recordsPerSecond(),
        lag,
        job.count("late"),
        dead,
        p50 == null || p99 == null
            ? Optional.empty()
            : Optional.of(new LiveStatus.Latency(p50 / MILLIS, p99 / MILLIS)));
  }

  @Override
  public void close() {
    topics.close();
    producer.close();
  }
}
