package dev.tidemark.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.bars.BarRevision;
import dev.tidemark.core.live.AlertRevision;
import dev.tidemark.core.live.FeatureGroup;
import dev.tidemark.core.live.FeatureRevision;
import dev.tidemark.core.micro.LargeTradeAlert;
import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.number.Int128;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.server.live.KafkaRealTime;
import dev.tidemark.stream.broker.EmbeddedBroker;
import dev.tidemark.stream.codec.Documents;
import dev.tidemark.stream.codec.MarketEncoder;
import dev.tidemark.stream.codec.OutputEncoder;
import dev.tidemark.stream.codec.WireFrame;
import dev.tidemark.stream.feed.FeedLog;
import dev.tidemark.stream.feed.FeedRecord;
import dev.tidemark.stream.feed.KafkaFeedLog;
import dev.tidemark.stream.produce.MarketProducer;
import dev.tidemark.stream.produce.ProducerOptions;
import dev.tidemark.stream.registry.MemoryRegistry;
import dev.tidemark.stream.topic.Topic;
import dev.tidemark.stream.topic.Topics;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Feeds and events over a real broker, in the real formats. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealLogTest {
  private static final long MINUTE = 60_000_000_000L;
  private static final long T0 =
      Instant.parse("2024-01-31T14:30:00Z").getEpochSecond() * 1_000_000_000L;
  private static final long ONE = 100_000_000L;
  private static final Instrument BTC =
      new Instrument("BTC-USD", AssetClass.CRYPTO, CalendarId.CRYPTO_24X7, null, false);

  private final TestServer shared = TestServer.get();
  private final MemoryRegistry registry = new MemoryRegistry();
  private EmbeddedBroker broker;
  private KafkaRealTime realTime;
  private TidemarkServer server;
  private KafkaProducer<byte[], byte[]> producer;

  @BeforeAll
  void start(@TempDir Path directory) {
    broker = EmbeddedBroker.start(directory, 0);
    try (Topics topics = Topics.of(broker.bootstrap(), Duration.ofSeconds(30))) {
      topics.ensure();
    }
    realTime = KafkaRealTime.open(broker.bootstrap(), registry, Optional::empty, System::nanoTime);
    FakeAnalyses analyses = new FakeAnalyses(TestServer.FakeMarket::info, shared.transactions);
    server = shared.start(analyses, realTime.parts());
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrap(), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @AfterAll
  void stop() {
    producer.close();
    server.close();
    realTime.close();
    broker.close();
  }

  @Test
  void tradesComeThroughAndNoneIsMissedByWhoComesBack() throws Exception {
    try (MarketProducer market =
        MarketProducer.open(ProducerOptions.quick(broker.bootstrap()), registry)) {
      List<String> heard = new ArrayList<>();
      String last;
      try (SseClient client = open("/v1/live/trades?symbols=BTC-USD@sim", null)) {
        client.next("ready");
        for (int i = 0; i < 5; i++) {
          market.trade("sim", BTC, trade(i));
          market.trade("other", BTC, trade(i));
        }
        market.heartbeat(T0 + 10);
        market.flush();
        heard.addAll(client.data("trade", 3));
        last = client.lastId();
      }
      for (int i = 5; i < 50; i++) {
        market.trade("sim", BTC, trade(i));
      }
      market.flush();
      try (SseClient client = open("/v1/live/trades?symbols=BTC-USD@sim", last)) {
        heard.addAll(client.data("trade", 47));
      }
      assertThat(heard).hasSize(50).doesNotHaveDuplicates();
      assertThat(heard)
          .allSatisfy(one -> assertThat(SchemaCheck.faults("LiveTrade", one)).isEmpty());
      assertThat(heard.get(7))
          .contains(
              "\"trade_id\":\"t7\"",
              "\"event_time\":\"2024-01-31T14:30:00.000000007Z\"",
              "\"price\":42000.00000007",
              "\"side\":null");
    }
  }

  @Test
  void barsFeaturesAndAlertsFitTheirSchemas() throws Exception {
    OutputEncoder encoder = new OutputEncoder(registry);
    Bar bar =
        new Bar(
            T0,
            T0 + MINUTE,
            false,
            100 * ONE,
            103 * ONE,
            99 * ONE,
            101 * ONE,
            sum(3 * ONE),
            Int128.product(303 * ONE, ONE),
            sum(ONE),
            sum(2 * ONE),
            7);
    send(
        Topic.BARS,
        encoder.bar("sim", "BTC-USD", Timeframe.M1, new BarRevision(T0, 0, T0, Optional.of(bar))));
    send(
        Topic.BARS,
        encoder.bar("sim", "BTC-USD", Timeframe.M1, new BarRevision(T0, 1, T0, Optional.empty())));
    double[] values = new double[FeatureGroup.QUOTES.features().size()];
    values[0] = 0.25;
    values[1] = Double.NaN;
    send(
        Topic.FEATURES,
        encoder.features(
            "sim",
            "BTC-USD",
            new FeatureRevision(FeatureGroup.QUOTES, T0, T0 + MINUTE, 0, T0, values)));
    send(
        Topic.ALERTS,
        encoder.alert(
            "sim",
            "BTC-USD",
            new AlertRevision(
                "a1",
                AlertRevision.Status.PROVISIONAL,
                new LargeTradeAlert(T0, "t1", "t2", "t3"),
                T0)));
    String since = "symbols=BTC-USD&since=2024-01-01T00:00:00Z";
    try (SseClient client = open("/v1/live/bars?timeframe=1m&" + since, null)) {
      String first = client.next("bar").data();
      assertThat(SchemaCheck.faults("LiveBar", first)).isEmpty();
      assertThat(first)
          .contains("\"ts\":\"2024-01-31T14:30:00Z\"", "\"vwap\":101", "\"trade_count\":7");
      String second = client.next("bar").data();
      assertThat(SchemaCheck.faults("LiveBar", second)).isEmpty();
      assertThat(second).contains("\"revision\":1", "\"open\":null");
    }
    try (SseClient client = open("/v1/live/features?" + since, null)) {
      String features = client.next("features").data();
      assertThat(SchemaCheck.faults("LiveFeatures", features)).isEmpty();
      assertThat(features).contains("\"bidask_spread\":0.25", "\"spread_roll\":null");
    }
    try (SseClient client = open("/v1/live/alerts?" + since, null)) {
      String alert = client.next("alert").data();
      assertThat(SchemaCheck.faults("LiveAlert", alert)).isEmpty();
      assertThat(alert).contains("PROVISIONAL", "[\"t1\",\"t2\",\"t3\"]");
    }
  }

  @Test
  void whatCannotBeDecodedIsSkipped() throws Exception {
    try (SseClient client = open("/v1/live/alerts?symbols=POISONED", null)) {
      client.next("ready");
      byte[] key = MarketEncoder.key("sim", "POISONED");
      for (byte[] poison :
          List.of(new byte[0], new byte[] {7}, new byte[] {0, 0, 0, 9, 9, 1}, new byte[5])) {
        producer.send(new ProducerRecord<>(Topic.ALERTS.topicName(), 0, key, poison)).get();
      }
      byte[] good =
          new OutputEncoder(registry)
              .alert(
                  "sim",
                  "POISONED",
                  new AlertRevision(
                      "good",
                      AlertRevision.Status.FINAL,
                      new LargeTradeAlert(T0, "t1", "t2", "t3"),
                      T0));
      producer.send(new ProducerRecord<>(Topic.ALERTS.topicName(), 0, key, good)).get();
      assertThat(client.next("alert").data()).contains("\"good\"");
    }
  }

  @Test
  void eventsAreRecordsOfTheirTopics() throws Exception {
    HttpResponse<String> answer =
        post(
            "/v1/events/executions",
            """
            {"event_id":"e1","event_time":"2024-01-31T14:30:00.000000001Z","execution_id":"x1",
             "symbol":"BTC-USD","side":"BUY","quantity":0.5,"price":42000.12345678}""");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    post(
        "/v1/events/portfolio",
        """
        {"event_time":"2024-01-31T14:30:00Z","portfolio_id":"p","currency":"USD","equity":1000,
         "positions":[{"symbol":"BTC-USD","quantity":-0.5}]}""");
    post(
        "/v1/events/news",
        """
        {"event_time":"2024-01-31T14:30:00Z","news_id":"n","symbol":"BTC-USD","headline":"h",
         "sentiment":-0.25,"embedding":[1,2.5]}""");
    post(
        "/v1/events/decisions",
        """
        {"event_time":"2024-01-31T14:30:00Z","symbol":"BTC-USD","action":"HOLD","confidence":1,
         "provider":"p","ensemble_weights":{"a":0.5},"market_context":{"b":"c"}}""");

    Map<String, ?> execution = only(Topic.EXECUTIONS);
    assertThat(execution.get("event_id")).isEqualTo("e1");
    assertThat(execution.get("tenant")).isEqualTo("default");
    assertThat(execution.get("price")).isEqualTo(new BigDecimal("42000.12345678"));
    assertThat(execution.get("event_time"))
        .isEqualTo(Instant.parse("2024-01-31T14:30:00.000000001Z"));
    assertThat(execution.get("fee")).isNull();
    assertThat(only(Topic.PORTFOLIO).get("positions")).asString().contains("-0.50000000");
    assertThat(only(Topic.NEWS).get("embedding")).isEqualTo(List.of(1.0, 2.5));
    assertThat(only(Topic.DECISIONS).get("ensemble_weights")).isEqualTo(Map.of("a", 0.5));
  }

  private Map<String, ?> only(Topic topic) throws Exception {
    try (FeedLog.Reader reader = new KafkaFeedLog(broker.bootstrap(), topic).open()) {
      reader.seek(reader.beginnings());
      List<FeedRecord> records = new ArrayList<>();
      while (records.isEmpty()) {
        records.addAll(reader.poll(Duration.ofSeconds(5)));
      }
      assertThat(records).hasSize(1);
      byte[] value = java.util.Objects.requireNonNull(records.getFirst().value());
      byte[] key = java.util.Objects.requireNonNull(records.getFirst().key());
      assertThat(new String(key, StandardCharsets.UTF_8)).startsWith("default/");
      return Documents.decode(registry.byId(WireFrame.schema(value)), value);
    }
  }

  private HttpResponse<String> post(String path, String body) {
    return shared.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .header("Authorization", "Bearer " + shared.anna.clear())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private void send(Topic topic, byte[] value) throws Exception {
    byte[] key = MarketEncoder.key("sim", "BTC-USD");
    producer.send(new ProducerRecord<>(topic.topicName(), key, value)).get();
  }

  private static Int128 sum(long value) {
    return Int128.of(value);
  }

  private static Trade trade(int i) {
    return Trade.of("t" + i, T0 + i, i, 42_000 * ONE + i, ONE, T0 + i);
  }

  private SseClient open(String path, @org.jspecify.annotations.Nullable String last)
      throws Exception {
    return new SseClient(server.port(), path, shared.ben, last);
  }
}
