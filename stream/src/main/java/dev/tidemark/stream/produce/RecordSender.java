package dev.tidemark.stream.produce;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Records on their way; the first that was lost fails every call from then on. */
public final class RecordSender implements AutoCloseable {
  private static final Duration PARTING = Duration.ofSeconds(30);

  private final Producer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> lost = new AtomicReference<>();

  RecordSender(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /** Opens a producer that keeps to these options. */
  public static RecordSender open(ProducerOptions options) {
    return new RecordSender(Producers.open(options));
  }

  /** Returns before the record is durable; blocks while there is no room. */
  public void send(ProducerRecord<byte[], byte[]> record) {
    check();
    try {
      var unused =
          producer.send(
              record,
              (told, failure) -> {
                if (failure != null) {
                  lost.compareAndSet(null, failure);
                }
              });
    } catch (KafkaException e) {
      throw failed(e);
    }
  }

  /** Returns when everything sent is durable. */
  public void flush() {
    producer.flush();
    check();
  }

  @Override
  public void close() {
    producer.close(PARTING);
  }

  private void check() {
    Exception failure = lost.get();
    if (failure != null) {
      throw failed(failure);
    }
  }

  static TidemarkException failed(Exception e) {
    return TidemarkException.of(
        ErrorCode.UNAVAILABLE,
        "A record was not taken by Kafka",
        String.valueOf(e.getMessage()),
        "Check that the cluster runs, and send anew what was not acknowledged",
        e);
  }
}
