package dev.tidemark.stream.sink;

import dev.tidemark.stream.codec.MarketEncoder;
import dev.tidemark.stream.codec.OutputEncoder;
import dev.tidemark.stream.fold.LiveRow;
import dev.tidemark.stream.registry.HttpRegistry;
import dev.tidemark.stream.topic.Topic;
import java.net.URI;
import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Bars, features and alerts as records of their topics, by series. After a failure some are written
 * again: of the same bar or minute the greatest revision counts, of an alert its last status.
 */
public final class ResultRecords implements KafkaRecordSerializationSchema<LiveRow> {
  private static final long serialVersionUID = 1;

  private final String registry;
  private transient @Nullable OutputEncoder encoder;

  /**
   * @param registry address of the registry that numbers the schemas
   */
  public ResultRecords(String registry) {
    this.registry = registry;
  }

  @Override
  public void open(InitializationContext context, KafkaSinkContext sink) {
    try (HttpRegistry asked = new HttpRegistry(URI.create(registry))) {
      encoder = new OutputEncoder(asked);
    }
  }

  /** Null for a row that goes to none of these topics, which the sink leaves out. */
  @Override
  public @Nullable ProducerRecord<byte[], byte[]> serialize(
      LiveRow row, KafkaSinkContext sink, Long timestamp) {
    OutputEncoder wire = Objects.requireNonNull(encoder);
    if (row.bar != null) {
      return record(
          Topic.BARS,
          row,
          wire.bar(row.source, row.instrument, row.bar.timeframe(), row.bar.revision()));
    }
    if (row.features != null) {
      return record(
          Topic.FEATURES, row, wire.features(row.source, row.instrument, row.features.revision()));
    }
    if (row.alert != null) {
      return record(
          Topic.ALERTS, row, wire.alert(row.source, row.instrument, row.alert.revision()));
    }
    return null;
  }

  private static ProducerRecord<byte[], byte[]> record(Topic topic, LiveRow row, byte[] value) {
    return new ProducerRecord<>(
        topic.topicName(), MarketEncoder.key(row.source, row.instrument), value);
  }
}
