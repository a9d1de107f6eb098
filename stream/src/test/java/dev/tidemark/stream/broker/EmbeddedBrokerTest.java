package dev.tidemark.stream.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.stream.codec.MarketDecoder;
import dev.tidemark.stream.deadletter.LetterHeaders;
import dev.tidemark.stream.event.MarketEvent;
import dev.tidemark.stream.produce.HeartbeatRecord;
import dev.tidemark.stream.produce.MarketProducer;
import dev.tidemark.stream.produce.ProducerOptions;
import dev.tidemark.stream.registry.MemoryRegistry;
import dev.tidemark.stream.topic.Topic;
import dev.tidemark.stream.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One broker, started, used, stopped and started again. */
class EmbeddedBrokerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long T = 1_700_000_000_000_000_000L;
  private static final Instrument MOON =
      new Instrument("MOON", AssetClass.CRYPTO, CalendarId.CRYPTO_24X7, null, false);

  @TempDir Path home;

  @Test
  void keepsWhatItAcknowledgedAndItsPort() throws Exception {
    MemoryRegistry registry = new MemoryRegistry();
    int port;
    try (EmbeddedBroker broker = EmbeddedBroker.start(home, 0)) {
      port = broker.port();
      assertThat(EmbeddedBroker.running(home)).contains(broker.bootstrap());
      assertThatThrownBy(() -> EmbeddedBroker.start(home, 0))
          .isInstanceOf(TidemarkException.class)
          .hasMessageContaining("runs already");
      topicsAreMadeOnceAndDifferencesExplained(broker.bootstrap());
      write(broker.bootstrap(), registry);
      read(broker.bootstrap(), registry);
    }
    assertThat(EmbeddedBroker.running(home)).isEmpty();
    try (EmbeddedBroker broker = EmbeddedBroker.start(home, 0)) {
      assertThat(broker.port()).isEqualTo(port);
      read(broker.bootstrap(), registry);
    }
  }

  private static void topicsAreMadeOnceAndDifferencesExplained(String bootstrap) throws Exception {
    try (Topics topics = Topics.of(bootstrap, PATIENCE);
        Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) bootstrap))) {
      assertThat(topics.differences())
          .hasSize(2 * Topic.values().length)
          .allMatch(difference -> difference.found().equals("missing"));
      admin
          .createTopics(
              List.of(
                  new NewTopic(Topic.TRADES.topicName(), 4, (short) 1)
                      .configs(
                          Map.of(
                              "retention.ms", "999999999",
                              "max.message.bytes", "16777216",
                              "message.timestamp.type", "LogAppendTime"))))
          .all()
          .get();
      String difference =
          "market.trades.v1: retention.ms is 999999999, declared 604800000; records are kept for"
              + " another time. Set it with kafka-configs --alter --topic market.trades.v1"
              + " --add-config retention.ms=604800000, or leave it if it is meant.";
      assertThat(topics.ensure()).singleElement().asString().isEqualTo(difference);
      assertThat(topics.ensure()).singleElement().asString().isEqualTo(difference);
      assertThat(topics.states()).hasSize(2 * Topic.values().length);
    }
  }

  private static void write(String bootstrap, MemoryRegistry registry) {
    try (MarketProducer producer =
        MarketProducer.open(ProducerOptions.patient(bootstrap), registry)) {
      producer.trade("venue", MOON, Trade.of("a", T, 1, 100, 5, T + 10));
      producer.heartbeat(T + 50);
      producer.heartbeat(T + 40);
      producer.trade("venue", MOON, Trade.of("b", T, 2, 101, 5, T + 20));
      producer.trade("venue", MOON, Trade.of("c", T, 3, 102, 5, T + 60));
      producer.quote("venue", MOON, new Quote(T, 1, 99, 103, null, 7L, T + 60));
      producer.reject("venue", "BAD_JSON", "no brace", "garbage".getBytes(StandardCharsets.UTF_8));
      producer.flush();
      assertThat(producer.records()).isEqualTo(4);
    }
  }

  private static void read(String bootstrap, MemoryRegistry registry) throws Exception {
    List<String> told = new ArrayList<>();
    MarketDecoder decoder = new MarketDecoder(Topic.TRADES, registry);
    int heartbeats = 0;
    for (var record : records(bootstrap, Topic.TRADES.topicName(), 3 + Topic.TRADES.partitions())) {
      assertThat(record.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
      var clock = HeartbeatRecord.knownNanos(record.headers());
      if (clock.isPresent()) {
        heartbeats++;
        assertThat(clock.getAsLong()).isEqualTo(T + 50);
        assertThat(record.value()).isNull();
      } else {
        MarketEvent event = new MarketEvent();
        decoder.decode(record.key(), record.value(), event);
        told.add(event.tradeId + "@" + (event.knownNanos - T));
      }
    }
    assertThat(heartbeats).isEqualTo(Topic.TRADES.partitions());
    // b came after the heartbeat of 50, so nobody knew it before.
    assertThat(told).containsExactly("a@10", "b@50", "c@60");

    var letter = records(bootstrap, Topic.TRADES.deadLetters(), 1).get(0);
    assertThat(new String(letter.value(), StandardCharsets.UTF_8)).isEqualTo("garbage");
    assertThat(LetterHeaders.get(letter.headers(), LetterHeaders.REASON)).isEqualTo("FEED_REJECT");
    assertThat(LetterHeaders.get(letter.headers(), LetterHeaders.DETAIL))
        .isEqualTo("BAD_JSON: no brace");
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(
      String bootstrap, String topic, int count) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          IntStream.range(0, consumer.partitionsFor(topic).size())
              .mapToObj(p -> new TopicPartition(topic, p))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
      for (int polls = 0; polls < 60 && found.size() < count; polls++) {
        consumer.poll(Duration.ofMillis(500)).forEach(found::add);
      }
      assertThat(found).hasSize(count);
      return found;
    }
  }
}
