package dev.tidemark.stream.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.stream.produce.HeartbeatRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class RawRecordsTest {
  private static final long APPENDED_MILLIS = 1_700_000_000_000L;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long TWO_MINUTES = 120_000;

  @Test
  void aHeartbeatTellsTheClockOfItsPartition() {
    long behind = APPENDED_MILLIS - 400 * 86_400_000L;
    for (long told : new long[] {behind, APPENDED_MILLIS, APPENDED_MILLIS + TWO_MINUTES}) {
      RawRecord record = read(told * NANOS_PER_MILLI);
      assertThat(record.isHeartbeat()).isTrue();
      assertThat(record.heartbeatNanos).isEqualTo(told * NANOS_PER_MILLI);
    }
  }

  @Test
  void aHeartbeatFromTheFutureTellsNothing() {
    for (long ahead : new long[] {TWO_MINUTES + 1, 3_600_000, 400 * 86_400_000L}) {
      assertThat(read((APPENDED_MILLIS + ahead) * NANOS_PER_MILLI).isHeartbeat())
          .as("%s ms ahead", ahead)
          .isFalse();
    }
    assertThat(read(Long.MAX_VALUE).isHeartbeat()).isFalse();
  }

  private static RawRecord read(long heartbeatNanos) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(
        HeartbeatRecord.HEADER, ByteBuffer.allocate(Long.BYTES).putLong(heartbeatNanos).array());
    List<RawRecord> read = new ArrayList<>();
    new RawRecords()
        .deserialize(
            new ConsumerRecord<byte[], byte[]>(
                "market.trades.v1",
                0,
                7,
                APPENDED_MILLIS,
                TimestampType.CREATE_TIME,
                0,
                0,
                null,
                null,
                headers,
                Optional.empty()),
            new Collector<>() {
              @Override
              public void collect(RawRecord record) {
                read.add(record);
              }

              @Override
              public void close() {}
            });
    return read.getFirst();
  }
}
