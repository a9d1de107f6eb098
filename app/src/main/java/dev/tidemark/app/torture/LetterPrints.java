package dev.tidemark.app.torture;

import dev.tidemark.stream.codec.MarketDecoder;
import dev.tidemark.stream.codec.RefusedRecordException;
import dev.tidemark.stream.event.MarketEvent;
import dev.tidemark.stream.registry.SchemaRegistry;
import dev.tidemark.stream.topic.Topic;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The trades among the dead letters, each once. The same letter may be there twice, because a job
 * writes it again after a crash; and the same trade may be at two places of the log, because its
 * sender did not hear that the broker had it.
 */
final class LetterPrints {
  private static final Duration POLL = Duration.ofMillis(500);

  private static final byte[] NOTHING = {};

  private LetterPrints() {}

  /**
   * @param unreadable told of each value that is no trade
   */
  static RowPrints ofTrades(
      String bootstrap, SchemaRegistry registry, Consumer<String> unreadable) {
    RowPrints prints = new RowPrints();
    MarketDecoder decoder = new MarketDecoder(Topic.TRADES, registry);
    MarketEvent trade = new MarketEvent();
    for (ByteBuffer value : values(bootstrap, Topic.TRADES.deadLetters())) {
      try {
        decoder.decode(value.array(), trade);
        StreamPrints.add(prints, trade.trade());
      } catch (RefusedRecordException e) {
        unreadable.accept("a dead letter cannot be read: " + e.getMessage());
      }
    }
    prints.sort();
    return prints;
  }

  private static Set<ByteBuffer> values(String bootstrap, String topic) {
    Set<ByteBuffer> values = new HashSet<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> letter : consumer.poll(POLL)) {
          values.add(ByteBuffer.wrap(letter.value() == null ? NOTHING : letter.value()));
        }
      }
    }
    return values;
  }
}
