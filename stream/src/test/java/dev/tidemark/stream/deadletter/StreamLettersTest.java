package dev.tidemark.stream.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.stream.broker.EmbeddedBroker;
import dev.tidemark.stream.codec.MarketDecoder;
import dev.tidemark.stream.codec.MarketEncoder;
import dev.tidemark.stream.event.MarketEvent;
import dev.tidemark.stream.produce.ProducerOptions;
import dev.tidemark.stream.produce.RecordSender;
import dev.tidemark.stream.registry.MemoryRegistry;
import dev.tidemark.stream.topic.Topic;
import dev.tidemark.stream.topic.Topics;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Letters as the jobs write them, listed, shown, corrected and sent again. */
class StreamLettersTest {
  private static final long T = 1_700_000_000_000_000_000L;
  private static final Instant NOW = Instant.parse("2026-03-02T14:30:00Z");
  private static final Instrument MOON =
      new Instrument("MOON", AssetClass.CRYPTO, CalendarId.CRYPTO_24X7, null, false);

  @TempDir Path home;

  @Test
  void lettersAreSeenToOnce() throws Exception {
    MemoryRegistry registry = new MemoryRegistry();
    try (EmbeddedBroker broker = EmbeddedBroker.start(home, 0)) {
      try (Topics topics = Topics.of(broker.bootstrap(), Duration.ofSeconds(30))) {
        topics.ensure();
      }
      byte[] key = MarketEncoder.key("venue", "MOON");
      byte[] good =
          new MarketEncoder(registry).trade("venue", MOON, Trade.of("t1", T, 1, 100, 5, T));
      StreamLetters letters = new StreamLetters(broker.bootstrap(), Topic.TRADES);
      try (RecordSender sender = RecordSender.open(ProducerOptions.quick(broker.bootstrap()))) {
        sender.send(letter("UNKNOWN_SCHEMA", 2, 7, key, good));
        sender.send(letter("BAD_AVRO", 2, 8, key, Arrays.copyOf(good, 20)));
        sender.send(letter("BAD_AVRO", 2, 8, key, Arrays.copyOf(good, 20)));
        sender.send(letter("OUT_OF_RANGE", 1, 3, key, good));
        sender.send(new ProducerRecord<>(Topic.TRADES.deadLetters(), 0, key, new byte[] {'{'}));
        sender.flush();
      }

      StreamLetters.Found all = letters.find(letter -> true, false, 2);
      assertThat(all.letters()).hasSize(2);
      assertThat(all.byReason())
          .isEqualTo(Map.of("", 1L, "BAD_AVRO", 1L, "OUT_OF_RANGE", 1L, "UNKNOWN_SCHEMA", 1L));
      StreamLetter broken = letters.get("2-8");
      assertThat(broken.value()).isEqualTo(Arrays.copyOf(good, 20));
      assertThat(broken.detail()).isEqualTo("because");
      assertThatThrownBy(() -> letters.get("9-9")).hasMessageContaining("no dead letter 9-9");

      try (LetterRepair repair =
          new LetterRepair(
              Topic.TRADES,
              registry,
              RecordSender.open(ProducerOptions.quick(broker.bootstrap())),
              () -> NOW)) {
        Map<String, @Nullable Object> document = new HashMap<>(repair.document(letters.get("2-7")));
        assertThat(document).containsEntry("trade_id", "t1");
        repair.replay(letters.get("2-7"));
        document.put("price", new BigDecimal("0.00000333"));
        document.remove("known_time");
        repair.fix(broken, document);
        document.put("size", -1);
        assertThatThrownBy(() -> repair.fix(letters.get("1-3"), document))
            .hasMessageContaining("NEGATIVE_SIZE");
        String feed = letters.find(l -> l.partition() < 0, false, 1).letters().get(0).id();
        assertThatThrownBy(() -> repair.replay(letters.get(feed)))
            .hasMessageContaining("never was a record");
      }

      assertThat(letters.outcome("2-7")).contains("REPLAYED");
      assertThat(letters.outcome("2-8")).contains("FIXED");
      assertThat(letters.outcome("1-3")).isEmpty();
      assertThat(letters.find(letter -> true, false, 9).byReason())
          .isEqualTo(Map.of("", 1L, "OUT_OF_RANGE", 1L));
      List<MarketEvent> sent = sent(broker.bootstrap(), registry);
      assertThat(sent).extracting(event -> event.price).containsExactlyInAnyOrder(100L, 333L);
      assertThat(sent)
          .filteredOn(event -> event.price == 333)
          .allMatch(event -> event.knownNanos == NOW.getEpochSecond() * 1_000_000_000L);
    }
  }

  private static ProducerRecord<byte[], byte[]> letter(
      String reason, int partition, long offset, byte[] key, byte[] value) {
    var record = new ProducerRecord<>(Topic.TRADES.deadLetters(), partition, key, value);
    Map.of(
            LetterHeaders.REASON,
            reason,
            LetterHeaders.DETAIL,
            "because",
            LetterHeaders.TOPIC,
            Topic.TRADES.topicName(),
            LetterHeaders.PARTITION,
            Integer.toString(partition),
            LetterHeaders.OFFSET,
            Long.toString(offset),
            LetterHeaders.SCHEMA_ID,
            "1",
            LetterHeaders.JOB,
            "live")
        .forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    return record;
  }

  private static List<MarketEvent> sent(String bootstrap, MemoryRegistry registry)
      throws Exception {
    List<MarketEvent> events = new ArrayList<>();
    MarketDecoder decoder = new MarketDecoder(Topic.TRADES, registry);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topic.TRADES.topicName()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      for (int polls = 0; polls < 40 && events.size() < 2; polls++) {
        for (var record : consumer.poll(Duration.ofMillis(500))) {
          MarketEvent event = new MarketEvent();
          decoder.decode(record.key(), record.value(), event);
          events.add(event);
        }
      }
    }
    return events;
  }
}
