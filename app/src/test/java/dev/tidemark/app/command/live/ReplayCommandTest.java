package dev.tidemark.app.command.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.app.CliHarness;
import dev.tidemark.stream.broker.EmbeddedBroker;
import dev.tidemark.stream.codec.MarketDecoder;
import dev.tidemark.stream.event.MarketEvent;
import dev.tidemark.stream.produce.HeartbeatRecord;
import dev.tidemark.stream.registry.HttpRegistry;
import dev.tidemark.stream.registry.MemorySubjects;
import dev.tidemark.stream.registry.RegistryServer;
import dev.tidemark.stream.registry.Subjects;
import dev.tidemark.stream.topic.Topic;
import dev.tidemark.stream.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {
  private static final String TAPE =
      """
      symbol,ts,known,trade_id,price,size
      BTCUSD,2026-03-01T10:00:01Z,2026-03-01T10:00:02Z,a,10.5,1
      ETHUSD,2026-03-01T10:00:00Z,2026-03-01T10:00:01Z,b,3,2
      BTCUSD,2026-03-01T10:00:00Z,2026-03-01T10:05:00Z,c,10.25,4
      BTCUSD,not a time,,d,1,1
      """;

  @TempDir static Path shared;
  private static EmbeddedBroker broker;
  private static RegistryServer registry;

  @TempDir Path root;
  private CliHarness cli;
  private Path tape;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(shared.resolve("kafka"), 0);
    registry = RegistryServer.start(new Subjects(new MemorySubjects()), shared.resolve("registry"));
    try (Topics topics = Topics.of(broker.bootstrap(), Duration.ofSeconds(30))) {
      topics.ensure();
    }
  }

  @AfterAll
  static void stop() {
    registry.close();
    broker.close();
  }

  @BeforeEach
  void prepare() throws IOException {
    cli =
        new CliHarness(root)
            .with("TIDEMARK_KAFKA_BOOTSTRAP", broker.bootstrap())
            .with("TIDEMARK_REGISTRY_URL", registry.url().toString());
    tape = Files.writeString(root.resolve("tape.csv"), TAPE);
  }

  @Test
  void recordsAndHeartbeatsReachTheLog() throws Exception {
    CliHarness.Outcome outcome =
        cli.run("replay", tape.toString(), "--speed", "max", "--source", "first", "--json");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    JsonNode told = outcome.json();
    assertThat(told.path("trades").asLong()).isEqualTo(3);
    assertThat(told.path("refused").asLong()).isEqualTo(1);
    assertThat(told.path("complete").asBoolean()).isTrue();

    List<MarketEvent> events = read("first");
    assertThat(events).extracting(event -> event.tradeId).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(events)
        .filteredOn(event -> event.instrument.equals("BTCUSD"))
        .extracting(event -> event.tradeId)
        .containsExactly("a", "c");
    assertThat(events.getFirst().calendar).isEqualTo("CRYPTO_24X7");
    assertThat(lastHeartbeat()).isGreaterThanOrEqualTo(nanos("2026-03-01T10:06:30Z"));
  }

  @Test
  void movedToThePresentNothingIsInTheFuture() throws Exception {
    CliHarness.Outcome outcome =
        cli.run(
            "replay",
            tape.toString(),
            "--speed",
            "max",
            "--shift",
            "--source",
            "moved",
            "--instruments",
            "BTCUSD");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("Told 2 trades");
    List<MarketEvent> events = read("moved");
    assertThat(events).hasSize(2);
    long end = nanos(CliHarness.NOW.toString()) - 90_000_000_000L;
    assertThat(events.getLast().knownNanos).isEqualTo(end);
    assertThat(events.getLast().tradeId).startsWith("c+");
  }

  @Test
  void dryRunNeedsNoLog() {
    CliHarness.Outcome outcome =
        new CliHarness(root).run("replay", tape.toString(), "--dry-run", "--json");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.json().path("records").asLong()).isEqualTo(3);
    assertThat(outcome.json().has("trades")).isFalse();
  }

  @Test
  void whatCannotBePlayedIsSaid() {
    assertThat(cli.run("replay", tape.toString(), "--speed", "fast").err()).contains("no speed");
    assertThat(cli.run("replay", "absent.csv").err()).contains("no such recording");
    assertThat(cli.run("replay", tape.toString(), "--instruments", "XRPUSD").err())
        .contains("nothing to play");
    assertThat(cli.run("replay", tape.toString(), "--shift", "soon").err()).contains("no duration");
    assertThat(cli.run("replay", "lake").err()).contains("none of what is to be read");
    assertThat(new CliHarness(root).run("replay", tape.toString(), "--speed", "max").err())
        .contains("There is no log to talk to");
    assertThat(cli.run("feed", "nasdaq", "MSFT").err()).contains("coinbase and binance");
    assertThat(cli.run("feed", "binance", "BTCUSDT", "--book").err()).contains("--book");
    assertThat(cli.run("feed", "coinbase", "BTC-USD", "--url", "http://x").err()).contains("ws://");
  }

  private static long nanos(String instant) {
    return Instant.parse(instant).getEpochSecond() * 1_000_000_000L;
  }

  private static List<MarketEvent> read(String source) throws Exception {
    List<MarketEvent> events = new ArrayList<>();
    try (HttpRegistry schemas = new HttpRegistry(registry.url())) {
      MarketDecoder decoder = new MarketDecoder(Topic.TRADES, schemas);
      for (ConsumerRecord<byte[], byte[]> record : records()) {
        if (record.value() != null) {
          MarketEvent event = new MarketEvent();
          decoder.decode(record.key(), record.value(), event);
          if (event.source.equals(source)) {
            events.add(event);
          }
        }
      }
    }
    return events;
  }

  private static long lastHeartbeat() {
    return records().stream()
        .mapToLong(record -> HeartbeatRecord.knownNanos(record.headers()).orElse(0))
        .max()
        .orElse(0);
  }

  private static List<ConsumerRecord<byte[], byte[]>> records() {
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrap()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          IntStream.range(0, Topic.TRADES.partitions())
              .mapToObj(partition -> new TopicPartition(Topic.TRADES.topicName(), partition))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream()
          .anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
        consumer.poll(Duration.ofMillis(200)).forEach(found::add);
      }
    }
    return found;
  }
}
