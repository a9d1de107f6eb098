package dev.tidemark.server.live;

import dev.tidemark.server.events.ProducedEvents;
import dev.tidemark.stream.feed.AvroDocuments;
import dev.tidemark.stream.feed.FeedOptions;
import dev.tidemark.stream.feed.KafkaFeedLog;
import dev.tidemark.stream.feed.SharedTopics;
import dev.tidemark.stream.job.JobState;
import dev.tidemark.stream.produce.EventProducer;
import dev.tidemark.stream.produce.ProducerOptions;
import dev.tidemark.stream.registry.SchemaRegistry;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The real-time path of a server over a Kafka cluster. Close it after the server. */
public final class KafkaRealTime implements AutoCloseable {
  private final SharedTopics topics;
  private final EventProducer producer;
  private final RealTime parts;

  private KafkaRealTime(SharedTopics topics, EventProducer producer, JobStatus status) {
    this.topics = topics;
    this.producer = producer;
    this.parts =
        new RealTime(
            Optional.of(topics),
            Optional.of(new ProducedEvents(producer)),
            status,
            LiveOptions.STANDARD);
  }

  /**
   * Connects when something is asked for; nothing is read while nobody listens.
   *
   * @param bootstrap {@code host:port,…}
   * @param job state of the live job; empty while it does not run in this process
   * @param ticker monotonic nanoseconds
   */
  public static KafkaRealTime open(
      String bootstrap,
      SchemaRegistry registry,
      Supplier<Optional<JobState>> job,
      LongSupplier ticker) {
    return new KafkaRealTime(
        new SharedTopics(
            feed -> new KafkaFeedLog(bootstrap, feed.topic()),
            feed -> AvroDocuments.of(feed, registry),
            FeedOptions.STANDARD,
            ticker),
        EventProducer.open(ProducerOptions.quick(bootstrap), registry),
        new JobStatus(job, ticker));
  }

  public RealTime parts() {
    return parts;
  }

  @Override
  public void close() {
    topics.close();
    producer.close();
  }
}
