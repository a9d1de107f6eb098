package dev.tidemark.stream.fold;

import dev.tidemark.stream.produce.HeartbeatRecord;
import java.util.OptionalLong;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes records from Kafka as they are: what they say is looked at where it can be refused. */
public final class RawRecords implements KafkaRecordDeserializationSchema<RawRecord> {
  /** Clocks of producers may be so far ahead of the log's, milliseconds. */
  private static final long AHEAD = 120_000;

  private static final long NANOS_PER_MILLI = 1_000_000;

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
      OptionalLong told = HeartbeatRecord.knownNanos(from.headers());
      // One from the future would close every bar to come: it is a record without a value.
      if (told.isPresent() && told.getAsLong() <= (from.timestamp() + AHEAD) * NANOS_PER_MILLI) {
        record.heartbeatNanos = told.getAsLong();
      }
    }
    out.collect(record);
  }

  @Override
  public TypeInformation<RawRecord> getProducedType() {
    return TypeInformation.of(RawRecord.class);
  }
}
