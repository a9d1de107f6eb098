package dev.tidemark.stream.feed;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.stream.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** A topic of a Kafka cluster. Readers belong to no group: they leave no trace there. */
public final class KafkaFeedLog implements FeedLog {
  private static final String ANSWER_MS = "5000";

  private final String bootstrap;
  private final Topic topic;

  /**
   * @param bootstrap {@code host:port,…}
   */
  public KafkaFeedLog(String bootstrap, Topic topic) {
    this.bootstrap = bootstrap;
    this.topic = topic;
  }

  @Override
  public Reader open() {
    Properties settings = new Properties();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MS);
    settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MS);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "2000");
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "100");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    boolean opened = false;
    try {
      List<PartitionInfo> found = asked(() -> consumer.partitionsFor(topic.topicName()));
      if (found == null || found.isEmpty()) {
        throw TidemarkException.of(
                ErrorCode.UNAVAILABLE,
                "The topic is not there",
                "nothing has been told yet, or the topics were not made",
                "Start the platform with 'tidemark up', which makes its topics")
            .withDetail("topic", topic.topicName());
      }
      TopicPartition[] partitions = new TopicPartition[found.size()];
      for (int p = 0; p < partitions.length; p++) {
        partitions[p] = new TopicPartition(topic.topicName(), p);
      }
      consumer.assign(List.of(partitions));
      opened = true;
      return new KafkaReader(consumer, partitions);
    } finally {
      if (!opened) {
        consumer.close();
      }
    }
  }

  private static <T> T asked(java.util.function.Supplier<T> question) {
    try {
      return question.get();
    } catch (KafkaException failure) {
      throw TidemarkException.of(
          ErrorCode.UNAVAILABLE,
          "The log does not answer",
          String.valueOf(failure.getMessage()),
          "Check that the broker runs",
          failure);
    }
  }

  private static final class KafkaReader implements Reader {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition[] partitions;

    KafkaReader(KafkaConsumer<byte[], byte[]> consumer, TopicPartition[] partitions) {
      this.consumer = consumer;
      this.partitions = partitions;
    }

    @Override
    public long[] beginnings() {
      Map<TopicPartition, Long> found = asked(() -> consumer.beginningOffsets(List.of(partitions)));
      return each(found::get);
    }

    @Override
    public long[] ends() {
      Map<TopicPartition, Long> found = asked(() -> consumer.endOffsets(List.of(partitions)));
      return each(found::get);
    }

    @Override
    public long[] since(long epochMillis) {
      Map<TopicPartition, Long> times = new HashMap<>();
      for (TopicPartition partition : partitions) {
        times.put(partition, epochMillis);
      }
      Map<TopicPartition, @Nullable OffsetAndTimestamp> found =
          asked(() -> consumer.offsetsForTimes(times));
      long[] ends = ends();
      return each(
          partition -> {
            OffsetAndTimestamp first = found.get(partition);
            return first == null ? ends[partition.partition()] : first.offset();
          });
    }

    private long[] each(ToLongFunction<TopicPartition> value) {
      long[] values = new long[partitions.length];
      for (int p = 0; p < values.length; p++) {
        values[p] = value.applyAsLong(partitions[p]);
      }
      return values;
    }

    @Override
    public void seek(long[] offsets) {
      for (int p = 0; p < partitions.length; p++) {
        consumer.seek(partitions[p], offsets[p]);
      }
    }

    @Override
    public long[] positions() {
      return asked(() -> each(consumer::position));
    }

    @Override
    public List<FeedRecord> poll(Duration wait) {
      List<FeedRecord> records = new ArrayList<>();
      for (ConsumerRecord<byte[], byte[]> found : asked(() -> consumer.poll(wait))) {
        records.add(new FeedRecord(found.partition(), found.offset(), found.key(), found.value()));
      }
      return records;
    }

    @Override
    public void close() {
      consumer.close();
    }
  }
}
