package dev.tidemark.stream.produce;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.stream.codec.Documents;
import dev.tidemark.stream.registry.SchemaRegistry;
import dev.tidemark.stream.schema.TopicSchema;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * Writes decisions, executions, portfolio updates and news: few, each waited for. Safe for any
 * thread.
 */
public final class EventProducer implements AutoCloseable {
  private static final Duration PARTING = Duration.ofSeconds(10);

  private final Producer<byte[], byte[]> producer;
  private final SchemaRegistry registry;
  private final Duration patience;

  /**
   * An event of a topic with a schema.
   *
   * @param key events of one key keep their order; of a compacted topic the newest of each is kept
   * @param members by the fields of the schema
   */
  public record Event(String key, Map<String, ?> members) {}

  private EventProducer(
      Producer<byte[], byte[]> producer, SchemaRegistry registry, Duration patience) {
    this.producer = producer;
    this.registry = registry;
    this.patience = patience;
  }

  /** Connects at the first event. */
  public static EventProducer open(ProducerOptions options, SchemaRegistry registry) {
    return new EventProducer(
        Producers.open(options), registry, options.delivery().plus(options.blocking()));
  }

  /**
   * Returns when all events are kept by every replica that must.
   *
   * @throws TidemarkException INVALID_INPUT when one does not fit its schema (none is sent then),
   *     UNAVAILABLE when they were not all acknowledged in time; some may be there nevertheless
   */
  public void append(TopicSchema schema, List<Event> events) {
    int id = registry.register(schema.subject(), schema.schema());
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(events.size());
    for (Event event : events) {
      records.add(
          new ProducerRecord<>(
              schema.topic().topicName(),
              event.key().getBytes(StandardCharsets.UTF_8),
              Documents.encode(id, schema.schema(), event.members())));
    }
    try {
      List<Future<RecordMetadata>> sent = new ArrayList<>(records.size());
      records.forEach(record -> sent.add(producer.send(record)));
      for (Future<RecordMetadata> acknowledged : sent) {
        acknowledged.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (KafkaException | ExecutionException | TimeoutException e) {
      throw RecordSender.failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TidemarkException.of(
          ErrorCode.UNAVAILABLE,
          "The events were not awaited",
          "interrupted",
          "Send them again",
          e);
    }
  }

  @Override
  public void close() {
    producer.close(PARTING);
  }
}
