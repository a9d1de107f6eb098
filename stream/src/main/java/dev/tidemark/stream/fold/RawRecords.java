package dev.tidemark.stream.fold;

import java.nio.ByteBuffer;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Takes records from Kafka as they are: what they say is looked at where it can be refused. */
public final class RawRecords implements KafkaRecordDeserializationSchema<RawRecord> {
  /** Eight bytes, big-endian: nanoseconds UTC before which everything known has been told. */
  public static final String HEARTBEAT = "tidemark.heartbeat";

  private static final long serialVersionUID = 1;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> from, Collector<RawRecord> out) {
    RawRecord record = new RawRecord();
    record.topic = from.topic();
    record.partition = from.partition();
    record.offset = from.offset();
    record.key = from.key();
    record.value = from.value();
    record.appendedMillis = from.timestamp();
    if (from.value() == null) {
      Header heartbeat = from.headers().lastHeader(HEARTBEAT);
      if (heartbeat != null && heartbeat.value().length == Long.BYTES) {
        record.heartbeatNanos = ByteBuffer.wrap(heartbeat.value()).getLong();
      }
    }
    out.collect(record);
  }

  @Override
  public TypeInformation<RawRecord> getProducedType() {
    return TypeInformation.of(RawRecord.class);
  }
}
