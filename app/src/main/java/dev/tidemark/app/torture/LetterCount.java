package dev.tidemark.app.torture;

import dev.tidemark.stream.deadletter.LetterHeaders;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** How many records are in a topic of dead letters, each counted once however often it is there. */
final class LetterCount {
  private static final Duration POLL = Duration.ofMillis(500);

  private LetterCount() {}

  static long distinct(String bootstrap, String topic) {
    Set<String> positions = new HashSet<>();
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
          positions.add(
              LetterHeaders.get(letter.headers(), LetterHeaders.TOPIC)
                  + '/'
                  + LetterHeaders.get(letter.headers(), LetterHeaders.PARTITION)
                  + '/'
                  + LetterHeaders.get(letter.headers(), LetterHeaders.OFFSET));
        }
      }
    }
    return positions.size();
  }
}
