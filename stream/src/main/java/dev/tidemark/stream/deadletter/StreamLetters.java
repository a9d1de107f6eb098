package dev.tidemark.stream.deadletter;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.stream.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The dead letters of a topic, read from the beginning to where the log ended when the question was
 * asked. A letter that a job wrote twice counts once. What became of one stands in a later record.
 */
public final class StreamLetters {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int MOST_EMPTY_POLLS = 40;

  private final String bootstrap;
  private final Topic topic;

  public StreamLetters(String bootstrap, Topic topic) {
    this.bootstrap = bootstrap;
    this.topic = topic;
  }

  /**
   * What was found.
   *
   * @param letters the first of those asked for
   * @param byReason how many there are of each reason, those not in {@code letters} included
   * @param resolved what became of letters, by id
   */
  public record Found(
      List<StreamLetter> letters, Map<String, Long> byReason, Map<String, String> resolved) {}

  /**
   * Open letters, and on demand those that were seen to.
   *
   * @param withResolved also letters that were fixed or replayed
   * @param limit of letters that are given back with their bytes
   */
  public Found find(Predicate<StreamLetter> wanted, boolean withResolved, int limit) {
    Map<String, String> resolved = new HashMap<>();
    scan(
        record -> {
          String outcome = LetterHeaders.get(record.headers(), StreamLetter.RESOLVED);
          if (!outcome.isEmpty()) {
            resolved.put(LetterHeaders.get(record.headers(), StreamLetter.ABOUT), outcome);
          }
        });
    List<StreamLetter> letters = new ArrayList<>();
    Map<String, Long> byReason = new TreeMap<>();
    Set<String> seen = new HashSet<>();
    scan(
        record -> {
          if (record.headers().lastHeader(StreamLetter.RESOLVED) != null) {
            return;
          }
          StreamLetter letter = StreamLetter.of(record);
          if (!wanted.test(letter)
              || (!withResolved && resolved.containsKey(letter.id()))
              || !seen.add(letter.id())) {
            return;
          }
          byReason.merge(letter.reason(), 1L, Long::sum);
          if (letters.size() < limit) {
            letters.add(letter);
          }
        });
    return new Found(letters, byReason, resolved);
  }

  /**
   * One letter, resolved or not.
   *
   * @throws TidemarkException NOT_FOUND
   */
  public StreamLetter get(String id) {
    return find(letter -> letter.id().equals(id), true, 1).letters().stream()
        .findFirst()
        .orElseThrow(
            () ->
                TidemarkException.of(
                    ErrorCode.NOT_FOUND,
                    "There is no dead letter " + id + " of " + topic.topicName(),
                    "no letter came from that position, or it is older than the retention",
                    "Run 'tidemark dlq list --topic " + topic.topicName() + "'"));
  }

  /** What became of a letter; empty while it is open. */
  public Optional<String> outcome(String id) {
    return Optional.ofNullable(find(letter -> letter.id().equals(id), true, 1).resolved().get(id));
  }

  private void scan(Consumer<ConsumerRecord<byte[], byte[]>> each) {
    Map<String, Object> config =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            (int) PATIENCE.toMillis(),
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.deadLetters()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      int empty = 0;
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        int found = 0;
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          found++;
          if (record.offset() < ends.getOrDefault(at(record), 0L)) {
            each.accept(record);
          }
        }
        empty = found == 0 ? empty + 1 : 0;
        if (empty == MOST_EMPTY_POLLS) {
          throw unavailable("the log stopped giving records", null);
        }
      }
    } catch (KafkaException e) {
      throw unavailable(String.valueOf(e.getMessage()), e);
    }
  }

  private static TopicPartition at(ConsumerRecord<?, ?> record) {
    return new TopicPartition(record.topic(), record.partition());
  }

  private TidemarkException unavailable(
      String why, @org.jspecify.annotations.Nullable Exception cause) {
    String fix = "Check that Kafka runs and has the topic ('tidemark topics')";
    TidemarkException e =
        cause == null
            ? TidemarkException.of(ErrorCode.UNAVAILABLE, "Dead letters cannot be read", why, fix)
            : TidemarkException.of(
                ErrorCode.UNAVAILABLE, "Dead letters cannot be read", why, fix, cause);
    return e.withDetail("topic", topic.deadLetters()).withDetail("bootstrap", bootstrap);
  }
}
