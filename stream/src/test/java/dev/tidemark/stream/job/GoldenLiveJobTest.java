package dev.tidemark.stream.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.core.bars.BarRevision;
import dev.tidemark.core.live.AlertIds;
import dev.tidemark.core.live.AlertRevision;
import dev.tidemark.core.live.AlertRevision.Status;
import dev.tidemark.core.micro.LargeTradeAlert;
import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.stream.broker.EmbeddedBroker;
import dev.tidemark.stream.codec.OutputDecoder;
import dev.tidemark.stream.deadletter.LetterHeaders;
import dev.tidemark.stream.event.AlertTold;
import dev.tidemark.stream.event.BarTold;
import dev.tidemark.stream.produce.MarketProducer;
import dev.tidemark.stream.produce.ProducerOptions;
import dev.tidemark.stream.registry.MemorySubjects;
import dev.tidemark.stream.registry.RegistryServer;
import dev.tidemark.stream.registry.Subjects;
import dev.tidemark.stream.topic.Topic;
import dev.tidemark.stream.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Golden vectors from the topic of trades to the topics of bars and alerts, through Flink. */
class GoldenLiveJobTest {
  private static final String SOURCE = "golden";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final int POLLS = 1_200;
  private static final long MINUTE = 60_000_000_000L;

  @TempDir static Path home;
  private static EmbeddedBroker broker;
  private static RegistryServer server;
  private static Subjects registry;
  private static MarketProducer producer;
  private static LocalCluster cluster;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(home.resolve("kafka"), 0);
    try (Topics topics = Topics.of(broker.bootstrap(), PATIENCE)) {
      topics.ensure();
    }
    registry = new Subjects(new MemorySubjects());
    server = RegistryServer.start(registry, home.resolve("registry"));
    producer = MarketProducer.open(ProducerOptions.patient(broker.bootstrap()), registry);
    StreamOptions options =
        StreamOptions.of(home, broker.bootstrap(), server.url().toString()).withParallelism(2);
    cluster = LocalCluster.start(options);
    cluster.run(LiveJob.NAME, options.checkpoint(), env -> LiveJob.build(env, options));
  }

  @AfterAll
  static void stop() {
    cluster.close();
    producer.close();
    server.close();
    broker.close();
  }

  /** 04, told without heartbeats: only records close bars. */
  @Test
  void emissionsAndQuarantineOfBarsAreThoseOfTheGoldenStream() throws Exception {
    for (JsonNode each : GoldenLog.file("04_bars_from_trades.json").path("cases")) {
      JsonNode stream = each.path("stream");
      if (stream.isMissingNode()) {
        continue;
      }
      Instrument stock = new Instrument("BARS", AssetClass.EQUITY, CalendarId.XNYS, null, false);
      GoldenLog.trades(each.path("trades")).forEach(trade -> producer.trade(SOURCE, stock, trade));
      producer.flush();

      List<String> expected = GoldenLog.emissions(stream);
      assertThat(expected).isNotEmpty();
      assertThat(minutes("BARS", expected.size())).containsExactlyElementsOf(expected);
      List<String> setAside = new ArrayList<>();
      stream.path("quarantine").forEach(record -> setAside.add(record.path("reason").asText()));
      assertThat(read(Topic.TRADES.deadLetters(), setAside.size()))
          .extracting(letter -> LetterHeaders.get(letter.headers(), LetterHeaders.REASON))
          .containsExactlyElementsOf(setAside);
    }
  }

  /** 19: every trade known at once, and a heartbeat after the last. */
  @Test
  void alertsAreThoseOfTheGoldenFile() throws Exception {
    JsonNode root = GoldenLog.file("19_cep.json");
    Instrument coin =
        new Instrument("LARGE", AssetClass.CRYPTO, CalendarId.CRYPTO_24X7, null, false);
    List<Trade> trades = GoldenLog.trades(root.path("trades"));
    trades.forEach(trade -> producer.trade(SOURCE, coin, trade));
    producer.heartbeat(trades.getLast().knownNanos() + MINUTE);
    producer.flush();

    List<String> expected = new ArrayList<>();
    for (JsonNode each : root.path("alerts")) {
      JsonNode ids = each.path("trade_ids");
      LargeTradeAlert alert =
          new LargeTradeAlert(
              each.path("ts").asLong(),
              ids.get(0).asText(),
              ids.get(1).asText(),
              ids.get(2).asText());
      // Trades in order: what is seen at once is final ten seconds later.
      for (Status status : List.of(Status.PROVISIONAL, Status.FINAL)) {
        expected.add(status + " " + alert + " " + AlertIds.of(SOURCE + "/LARGE", alert));
      }
    }
    List<String> told = new ArrayList<>();
    OutputDecoder decoder = new OutputDecoder(registry);
    for (ConsumerRecord<byte[], byte[]> record : read(Topic.ALERTS.topicName(), expected.size())) {
      AlertTold alert = decoder.alert(record.value());
      AlertRevision revision = alert.revision();
      told.add(revision.status() + " " + revision.alert() + " " + revision.id());
    }
    assertThat(told).containsExactlyInAnyOrderElementsOf(expected);
  }

  /** One-minute bars of an instrument, in the order of their topic. */
  private static List<String> minutes(String instrument, int count) throws Exception {
    List<String> lines = new ArrayList<>();
    OutputDecoder decoder = new OutputDecoder(registry);
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(Topic.BARS.topicName())) {
      for (int poll = 0; poll < POLLS && lines.size() < count; poll++) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          BarTold told = decoder.bar(record.value());
          if (told.instrument().equals(instrument) && told.timeframe() == Timeframe.M1) {
            lines.add(line(told.revision()));
          }
        }
      }
    }
    return lines;
  }

  private static String line(BarRevision revision) {
    String head =
        revision.startNanos()
            + " revision "
            + revision.revision()
            + " known "
            + revision.knownNanos();
    return head
        + revision
            .content()
            .map(
                bar ->
                    " "
                        + bar.open()
                        + " "
                        + bar.high()
                        + " "
                        + bar.low()
                        + " "
                        + bar.close()
                        + " "
                        + bar.volume().toBigInteger()
                        + " "
                        + bar.tradeCount())
            .orElse("");
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(topic)) {
      for (int poll = 0; poll < POLLS && records.size() < count; poll++) {
        consumer.poll(POLL).forEach(records::add);
      }
    }
    return records;
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String topic) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrap()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(each -> new TopicPartition(topic, each.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }
}
