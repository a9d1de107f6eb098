package dev.tidemark.stream.produce;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka producers as we use them: idempotent, acknowledged by all, in bounded memory. */
final class Producers {
  private static final int LARGEST_REQUEST = 18 << 20;
  private static final Duration FIRST_ANSWER = Duration.ofSeconds(10);

  private Producers() {}

  static Producer<byte[], byte[]> open(ProducerOptions options) {
    Properties p = new Properties();
    p.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, options.bootstrap());
    p.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    p.put(ProducerConfig.ACKS_CONFIG, "all");
    // A partition that has just been made may refuse the first request and take the second: it then
    // never takes the first again, because a new producer may begin with any number.
    p.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    p.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    p.put(ProducerConfig.BUFFER_MEMORY_CONFIG, options.bufferBytes());
    p.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 << 10);
    p.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
    p.put(ProducerConfig.LINGER_MS_CONFIG, options.linger().toMillis());
    p.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, options.blocking().toMillis());
    int request = (int) Math.min(30_000, options.delivery().toMillis() / 2);
    p.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, request);
    p.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) options.delivery().toMillis());
    p.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L);
    return new KafkaProducer<>(p, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Number of partitions of a topic; fails soon when the cluster or the topic is not there. */
  static int partitions(String bootstrap, String topic) {
    Properties p = new Properties();
    p.put("bootstrap.servers", bootstrap);
    p.put("default.api.timeout.ms", (int) FIRST_ANSWER.toMillis());
    p.put("request.timeout.ms", (int) FIRST_ANSWER.toMillis());
    try (Admin admin = Admin.create(p)) {
      return admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get()
          .values()
          .iterator()
          .next()
          .partitions()
          .size();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(bootstrap, topic, e);
    } catch (java.util.concurrent.ExecutionException | KafkaException e) {
      throw unavailable(bootstrap, topic, e);
    }
  }

  private static TidemarkException unavailable(String bootstrap, String topic, Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return TidemarkException.of(
            ErrorCode.UNAVAILABLE,
            "The topic cannot be written to",
            String.valueOf(cause.getMessage()),
            "Start the platform ('tidemark up' or 'tidemark broker') or set kafka.bootstrap",
            e)
        .withDetail("topic", topic)
        .withDetail("bootstrap", bootstrap);
  }
}
