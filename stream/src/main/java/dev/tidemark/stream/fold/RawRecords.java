package dev.tidemark.stream.fold;

import dev.tidemark.stream.produce.HeartbeatRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes records from Kafka as they are: what they say is looked at where it can be refused. */
public final class RawRecords implements KafkaRecordDeserializationSchema<RawRecord> {
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
      HeartbeatRecord.knownNanos(from.headers()).ifPresent(nanos -> record.heartbeatNanos = nanos);
    }
    out.collect(record);
  }

  @Override
  public TypeInformation<RawRecord> getProducedType() {
    return TypeInformation.of(RawRecord.class);
  }
}
