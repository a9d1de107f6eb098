package dev.tidemark.stream.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.stream.codec.MarketDecoder;
import dev.tidemark.stream.codec.MarketEncoder;
import dev.tidemark.stream.codec.OutputDecoder;
import dev.tidemark.stream.deadletter.LetterHeaders;
import dev.tidemark.stream.event.BarTold;
import dev.tidemark.stream.event.MarketEvent;
import dev.tidemark.stream.topic.Topic;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The live job between a real broker and a real database. Heartbeats tell the time of whole
 * partitions, so each test tells of a later time than the one before.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LiveJobTest {
  private static final String SOURCE = "test";
  private static final long SECOND = 1_000_000_000L;
  private static final long HOUR = 3_600 * SECOND;

  /** 2023-11-14T22:13:00Z, a whole minute. */
  private static final long START = 1_699_999_980L * SECOND;

  @TempDir static Path home;
  private static Platform platform;

  @BeforeAll
  static void start() {
    platform = new Platform(home);
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @Test
  @Order(2)
  void recordsBecomeRowsBarsAndFeaturesAndSurviveACrash() throws Exception {
    Instrument moon = crypto("MOON");
    List<Trade> told = tape(moon.symbol(), START + HOUR, 1_200);
    LiveBars expected = new LiveBars(moon);
    told.subList(0, 500).forEach(trade -> send(moon, trade, expected));
    platform.producer.flush();
    assertTrades(moon, 500);
    platform.cluster.settle(LiveJob.NAME);

    told.subList(500, 800).forEach(trade -> send(moon, trade, expected));
    platform.producer.flush();
    assertTrades(moon, 800);
    platform.crash();
    told.subList(800, 1_200).forEach(trade -> send(moon, trade, expected));
    long end = told.getLast().knownNanos() + 60 * SECOND;
    platform.producer.heartbeat(end);
    platform.producer.flush();
    expected.clock(end);

    assertTrades(moon, 1_200);
    platform.await(() -> expected.storedBars(platform), expected.bars()::equals);
    assertThat(expected.bars()).hasSizeGreaterThan(1_000);
    platform.await(
        () ->
            platform.one(
                "SELECT count(*) FROM md.stream_feature JOIN md.series USING (series_id)"
                    + " WHERE symbol = 'MOON'"),
        count -> Integer.parseInt(count) == expected.minutes());
    assertBarsInTheirTopic(moon, expected);
  }

  /** Without a heartbeat: only records close bars. */
  @Test
  @Order(0)
  void emitsWhatTheGoldenVectorSays() throws Exception {
    GoldenTape golden = GoldenTape.read();
    Instrument stock = new Instrument("GOLD", AssetClass.EQUITY, CalendarId.XNYS, null, false);
    golden.trades().forEach(trade -> send(stock, trade));
    platform.producer.flush();
    int letters = golden.quarantine().size();
    assertTrades(stock, golden.trades().size() - letters);
    platform.await(platform::state, state -> state.count("dead.TOO_LATE") == letters);
    platform.cluster.settle(LiveJob.NAME);

    OutputDecoder decoder = new OutputDecoder(platform.subjects);
    List<String> emitted = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : platform.read(Topic.BARS.topicName())) {
      BarTold bar = decoder.bar(record.value());
      if (bar.timeframe() == Timeframe.M1) {
        emitted.add(GoldenTape.text(bar.revision()));
      }
    }
    assertThat(emitted).containsExactlyElementsOf(golden.emissions());
    MarketDecoder trades = new MarketDecoder(Topic.TRADES, platform.subjects);
    List<String> setAside = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> letter :
        platform.read(Topic.TRADES.deadLetters(), letters)) {
      MarketEvent trade = new MarketEvent();
      trades.decode(letter.key(), letter.value(), trade);
      setAside.add(trade.tradeId + " v" + trade.version);
    }
    assertThat(setAside).containsExactlyElementsOf(golden.quarantine());
  }

  @Test
  @Order(1)
  void quotesAloneFormBarsOfMidsUntilTheFirstTrade() throws Exception {
    Instrument pair =
        new Instrument("EURXYZ", AssetClass.CRYPTO, CalendarId.CRYPTO_24X7, null, false);
    LiveBars expected = new LiveBars(pair);
    for (int i = 0; i < 200; i++) {
      long ts = START + i * SECOND;
      Quote quote = new Quote(ts, i, 100_000 + i, 100_200 + i, 5L, null, ts + SECOND / 10);
      platform.producer.quote(SOURCE, pair, quote);
      expected.quote(quote);
    }
    long end = START + 400 * SECOND;
    platform.producer.heartbeat(end);
    platform.producer.flush();
    expected.clock(end);
    platform.await(() -> expected.storedBars(platform), expected.bars()::equals);
    assertThat(expected.bars()).hasSizeGreaterThan(200);
    String inTheDatabase =
        "SELECT s.basis || ' ' || (SELECT string_agg(b.trade_count::text, ',') FROM md.bar_1m b"
            + " WHERE b.series_id = s.series_id) FROM md.series s WHERE s.symbol = 'EURXYZ'";
    platform.await(() -> platform.one(inTheDatabase), "QUOTES 0,0,0,0"::equals);

    send(pair, trade("first", START + 401 * SECOND, START + 402 * SECOND));
    platform.producer.flush();
    platform.await(() -> platform.one(inTheDatabase), "TRADES 1"::equals);
  }

  @Test
  @Order(3)
  void whatIsNoRecordIsKeptWithItsReasonAndTheJobGoesOn() throws Exception {
    byte[] key = MarketEncoder.key(SOURCE, "POISON");
    byte[] noFrame = "garbage".getBytes(UTF_8);
    byte[] unknownSchema = {0, 0, 0, 9, 9, 1, 2, 3};
    byte[] broken = {0, 0, 0, 0, 1, 2};
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", platform.broker.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (byte[] value : List.of(noFrame, unknownSchema, broken)) {
        producer.send(new ProducerRecord<>(Topic.TRADES.topicName(), 0, key, value)).get();
      }
    }
    Instrument late = crypto("LATE");
    send(late, trade("fresh", START + 100 * HOUR, START + 100 * HOUR));
    send(late, trade("too late", START + 50 * HOUR, START + 100 * HOUR));
    send(late, trade("from the future", START + 200 * HOUR, START + 100 * HOUR + 1));
    send(
        new Instrument("LATE", AssetClass.EQUITY, CalendarId.XNYS, null, false),
        trade("of another calendar", START + 100 * HOUR, START + 100 * HOUR));
    platform.producer.flush();

    // Those of the golden vector came before.
    List<ConsumerRecord<byte[], byte[]>> letters =
        platform.read(Topic.TRADES.deadLetters(), 8).stream()
            .filter(letter -> !new String(letter.key(), UTF_8).endsWith("GOLD"))
            .toList();
    assertThat(letters)
        .extracting(letter -> LetterHeaders.get(letter.headers(), LetterHeaders.REASON))
        .containsExactlyInAnyOrder(
            "BAD_MAGIC",
            "UNKNOWN_SCHEMA",
            "BAD_AVRO",
            "TOO_LATE",
            "FUTURE_TIME",
            "UNKNOWN_CALENDAR");
    for (ConsumerRecord<byte[], byte[]> letter : letters) {
      ConsumerRecord<byte[], byte[]> original = original(letter);
      assertThat(letter.key()).isEqualTo(original.key());
      assertThat(letter.value()).isEqualTo(original.value());
    }
    assertTrades(late, 1);
    JobState state = platform.await(platform::state, seen -> seen.count("dead.TOO_LATE") == 1);
    assertThat(state.count("late")).isOne();
    assertThat(state.status()).isEqualTo("RUNNING");
  }

  @Test
  @Order(4)
  void waitsForADatabaseThatIsAwayForAWhile() throws Exception {
    Instrument patient = crypto("PATIENT");
    send(patient, trade("before", START + 200 * HOUR, START + 200 * HOUR));
    platform.producer.flush();
    assertTrades(patient, 1);
    long restarts = platform.state().restarts();

    ProcessHandle.of(platform.postgres.pid()).orElseThrow().destroyForcibly();
    for (int i = 1; i <= 50; i++) {
      long ts = START + 200 * HOUR + i * SECOND;
      send(patient, trade("during" + i, ts, ts));
    }
    platform.producer.flush();
    assertTrades(patient, 51);
    assertThat(platform.state().restarts()).isEqualTo(restarts);
    assertThat(platform.state().count("storeRetries")).isPositive();
  }

  /** The log is not read again for them. */
  @Test
  @Order(5)
  void rowsOnTheirWayArePartOfTheCheckpoint() throws Exception {
    Instrument held = crypto("HELD");
    send(held, trade("before", START + 300 * HOUR, START + 300 * HOUR));
    platform.producer.flush();
    assertTrades(held, 1);
    try (Connection owner = platform.database.dataSource(DatabaseRole.OWNER).getConnection();
        Statement statement = owner.createStatement()) {
      owner.setAutoCommit(false);
      statement.execute("LOCK TABLE md.trade IN ACCESS EXCLUSIVE MODE");
      long read = platform.state().count("records");
      for (int i = 1; i <= 50; i++) {
        long ts = START + 300 * HOUR + i * SECOND;
        send(held, trade("during" + i, ts, ts));
      }
      platform.producer.flush();
      platform.await(platform::state, state -> state.count("records") >= read + 50);
      platform.cluster.checkpoint(LiveJob.NAME);
      platform.crash(() -> letGo(owner));
    }
    assertTrades(held, 51);
    assertThat(platform.state().count("records")).isZero();
  }

  /** First of all, who waits for the lock is sent away: what it wrote is lost. */
  private static void letGo(Connection owner) {
    try (Statement statement = owner.createStatement();
        ResultSet waiting =
            statement.executeQuery(
                "SELECT pid FROM pg_stat_activity WHERE usename = 'tidemark_ingest'")) {
      while (waiting.next()) {
        ProcessHandle.of(waiting.getInt(1)).ifPresent(ProcessHandle::destroy);
      }
      owner.rollback();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @Order(6)
  void theJobTellsHowItIs() throws Exception {
    // It has not started yet when it is asked to settle.
    platform.crash();
    platform.cluster.settle(LiveJob.NAME);
    JobState state = platform.await(platform::state, seen -> seen.checkpoints() > 0);
    assertThat(state.status()).isEqualTo("RUNNING");
    assertThat(state.checkpointBytes()).isPositive();
    assertThat(state.failure()).isNull();
    Instrument some = crypto("SOME");
    send(some, trade("only", START, START));
    platform.producer.flush();
    assertTrades(some, 1);
    platform.await(platform::state, seen -> !seen.lag().isEmpty() && seen.behind() == 0);
  }

  /** What was written again after the crash is the same; the greatest revision is what stands. */
  private static void assertBarsInTheirTopic(Instrument instrument, LiveBars expected)
      throws Exception {
    platform.cluster.settle(LiveJob.NAME);
    LiveBars read = new LiveBars(instrument);
    OutputDecoder decoder = new OutputDecoder(platform.subjects);
    for (ConsumerRecord<byte[], byte[]> record : platform.read(Topic.BARS.topicName())) {
      BarTold bar = decoder.bar(record.value());
      if (bar.instrument().equals(instrument.symbol())) {
        read.bar(bar.timeframe(), bar.revision());
      }
    }
    assertThat(read.bars()).isEqualTo(expected.bars());
  }

  private static ConsumerRecord<byte[], byte[]> original(ConsumerRecord<byte[], byte[]> letter) {
    String topic = LetterHeaders.get(letter.headers(), LetterHeaders.TOPIC);
    String partition = LetterHeaders.get(letter.headers(), LetterHeaders.PARTITION);
    String offset = LetterHeaders.get(letter.headers(), LetterHeaders.OFFSET);
    return platform.at(
        new TopicPartition(topic, Integer.parseInt(partition)), Long.parseLong(offset));
  }

  private static void assertTrades(Instrument instrument, int count) throws Exception {
    platform.await(
        () ->
            platform.one(
                "SELECT count(*) FROM md.trade_log JOIN md.series USING (series_id) WHERE symbol = '"
                    + instrument.symbol()
                    + "'"),
        Integer.toString(count)::equals);
  }

  private static void send(Instrument instrument, Trade trade, LiveBars... also) {
    platform.producer.trade(SOURCE, instrument, trade);
    for (LiveBars bars : also) {
      bars.trade(trade);
    }
  }

  private static Instrument crypto(String symbol) {
    return new Instrument(symbol, AssetClass.CRYPTO, CalendarId.CRYPTO_24X7, null, false);
  }

  private static Trade trade(String id, long ts, long known) {
    return Trade.of(id, ts, 1, 100_000_000L, 200_000_000L, known);
  }

  /** A second apart, some told late, some corrected, some told twice. */
  private static List<Trade> tape(String id, long start, int count) {
    Random random = new Random(7);
    List<Trade> told = new ArrayList<>();
    for (int i = 0; told.size() < count; i++) {
      long known = start + i * SECOND + 50_000_000;
      long ts = known - (long) (random.nextDouble() * 20 * SECOND) - 1;
      int of = random.nextInt(10) == 0 && i > 20 ? i - random.nextInt(20) : i;
      told.add(
          new Trade(
              id + of,
              of == i ? 1 : i,
              of == i ? TradeOp.NEW : random.nextBoolean() ? TradeOp.CORRECT : TradeOp.CANCEL,
              ts,
              i,
              100_000_000L + random.nextInt(1_000_000),
              1 + random.nextInt(1_000_000_000),
              known,
              random.nextBoolean() ? Side.BUY : Side.SELL,
              true,
              true,
              true));
    }
    return told;
  }
}
