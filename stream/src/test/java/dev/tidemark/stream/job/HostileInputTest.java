package dev.tidemark.stream.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.stream.codec.MarketEncoder;
import dev.tidemark.stream.deadletter.LetterHeaders;
import dev.tidemark.stream.schema.TopicSchema;
import dev.tidemark.stream.topic.Topic;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * What nobody well-behaved sends, through the log into the live job. Heartbeats tell the time of
 * whole partitions, so each test tells of a later time than the one before.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HostileInputTest {
  private static final String SOURCE = "test";
  private static final long SECOND = 1_000_000_000L;
  private static final long HOUR = 3_600 * SECOND;
  private static final long START = 1_700_000_040L * SECOND;
  private static final int MEGABYTE = 1 << 20;

  private static final int SUBTASKS = 2;
  private static final int SERIES = 200;
  private static final long FOLD_BYTES = 4 * MEGABYTE;

  @TempDir static Path home;
  private static Platform platform;

  @BeforeAll
  static void start() {
    platform = new Platform(home, options -> options.withBounds(FOLD_BYTES, SERIES));
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @Test
  @Order(1)
  void recordsOfManyMegabytesAreDeadLettersAndNoLargerOnesAreTaken() throws Exception {
    byte[] noFrame = noise(3 * MEGABYTE);
    noFrame[0] = 7;
    byte[] noRecord = noise(10 * MEGABYTE);
    System.arraycopy(new byte[] {0, 0, 0, 0, 1}, 0, noRecord, 0, 5);
    byte[] key = MarketEncoder.key(SOURCE, "LARGE");
    try (KafkaProducer<byte[], byte[]> producer = raw()) {
      for (byte[] value : List.of(noFrame, noRecord)) {
        producer.send(new ProducerRecord<>(Topic.TRADES.topicName(), 0, key, value)).get();
      }
      var refused =
          producer.send(
              new ProducerRecord<>(Topic.TRADES.topicName(), 0, key, noise(17 * MEGABYTE)));
      assertThatThrownBy(refused::get).hasCauseInstanceOf(RecordTooLargeException.class);
    }
    List<ConsumerRecord<byte[], byte[]>> letters = platform.read(Topic.TRADES.deadLetters(), 2);
    assertThat(letters)
        .extracting(letter -> LetterHeaders.get(letter.headers(), LetterHeaders.REASON))
        .containsExactly("BAD_MAGIC", "TOO_LARGE");
    assertThat(letters.get(0).value()).isEqualTo(noFrame);
    assertThat(letters.get(1).value()).isEqualTo(noRecord);
    assertTheJobGoesOn("AFTERLARGE", START);
  }

  /** A feed that was started anew counts from the beginning, and its clock goes back. */
  @Test
  @Order(2)
  void sequencesThatGoBackChangeNothing() throws Exception {
    Instrument coin = crypto("REWIND");
    Instrument pair = new Instrument("PAIR", AssetClass.FX, CalendarId.CRYPTO_24X7, null, false);
    LiveBars trades = new LiveBars(coin);
    LiveBars quotes = new LiveBars(pair);
    long start = START + HOUR;
    for (int i = 0; i < 300; i++) {
      long seq = i % 100;
      long ts = start + i * SECOND;
      long known = ts + (i % 100 < 50 ? 5 * SECOND : SECOND / 10);
      Trade trade = Trade.of("r" + i, ts, seq, 100_000_000L + i, 200_000_000L, known);
      platform.producer.trade(SOURCE, coin, trade);
      trades.trade(trade);
      Quote quote = new Quote(ts - ts % (3 * SECOND), seq, 100_000 + i, 100_200 + i, 5L, 5L, known);
      platform.producer.quote(SOURCE, pair, quote);
      quotes.quote(quote);
    }
    long end = start + 500 * SECOND;
    platform.producer.heartbeat(end);
    platform.producer.flush();
    trades.clock(end);
    quotes.clock(end);
    platform.await(() -> trades.storedBars(platform), trades.bars()::equals);
    platform.await(() -> quotes.storedBars(platform), quotes.bars()::equals);
    assertThat(trades.storedTrades(platform)).isEqualTo(trades.trades()).hasSize(300);
  }

  /** Of thousands of symbols some hundred are computed; who was there before does not notice. */
  @Test
  @Order(3)
  void aFloodOfSymbolsEndsInDeadLetters() throws Exception {
    Instrument good = crypto("GOOD");
    LiveBars expected = new LiveBars(good);
    long start = START + 2 * HOUR;
    int symbols = 2_000;
    int others = Integer.parseInt(platform.one("SELECT count(*) FROM md.series"));
    tell(good, trade("before", start), expected);
    platform.producer.flush();
    platform.await(() -> expected.storedTrades(platform), expected.trades()::equals);
    for (int i = 0; i < symbols; i++) {
      long ts = start + SECOND + i * SECOND / 100;
      platform.producer.trade(SOURCE, crypto("FLOOD" + i), trade("f" + i, ts));
      if (i % 20 == 0) {
        tell(good, trade("g" + i, ts), expected);
      }
    }
    long end = start + 120 * SECOND;
    platform.producer.heartbeat(end);
    platform.producer.flush();
    expected.clock(end);

    platform.await(() -> expected.storedTrades(platform), expected.trades()::equals);
    platform.await(() -> expected.storedBars(platform), expected.bars()::equals);
    int computed = SUBTASKS * SERIES;
    platform.await(
        () -> platform.one("SELECT count(*) FROM md.series"), Integer.toString(computed)::equals);
    JobState state =
        platform.await(
            platform::state,
            seen -> seen.count("dead.TOO_MANY_SERIES") == symbols + 1 + others - computed);
    assertThat(state.count("putAside")).as("folds that left the heap").isGreaterThan(SERIES);
    assertThat(state.restarts()).isZero();
  }

  @Test
  @Order(4)
  void symbolsOfTenantsAreNotTold() throws Exception {
    long ts = START + 3 * HOUR;
    platform.producer.trade(SOURCE, crypto("private:MINE"), trade("mine", ts));
    platform.producer.flush();
    platform.await(platform::state, state -> state.count("dead.BAD_TEXT") == 1);
    assertThat(platform.state().restarts()).isZero();
  }

  /** The record may be fine: nothing becomes of it until the registry can say. */
  @Test
  @Order(5)
  void theJobWaitsForARegistryThatIsAway() throws Exception {
    Instrument good = crypto("GOOD");
    LiveBars expected = new LiveBars(good);
    Trade trade = trade("of another schema", START + 4 * HOUR);
    byte[] ours = new MarketEncoder(platform.subjects).trade(SOURCE, good, trade);
    int schema = platform.subjects.register("newer", newer());
    // Its last field is null.
    byte[] value = Arrays.copyOf(ours, ours.length + 1);
    ByteBuffer.wrap(value).putInt(1, schema);
    platform.cluster.settle(LiveJob.NAME);

    platform.registry.close();
    long restarts = platform.state().restarts();
    try (KafkaProducer<byte[], byte[]> producer = raw()) {
      byte[] key = MarketEncoder.key(SOURCE, good.symbol());
      producer.send(new ProducerRecord<>(Topic.TRADES.topicName(), key, value)).get();
    }
    platform.await(platform::state, state -> state.restarts() > restarts);
    platform.startRegistry();
    platform.await(
        () ->
            platform.one(
                "SELECT count(*) FROM md.trade WHERE trade_id = '" + trade.tradeId() + "'"),
        "1"::equals);
    assertThat(platform.read(Topic.TRADES.deadLetters()))
        .extracting(letter -> LetterHeaders.get(letter.headers(), LetterHeaders.REASON))
        .doesNotContain("UNKNOWN_SCHEMA");
  }

  private static Schema newer() {
    String ours = TopicSchema.TRADE.schema().toString();
    int end = ours.lastIndexOf(']');
    return new Schema.Parser()
        .parse(
            ours.substring(0, end)
                + ",{\"name\":\"venue\",\"type\":[\"null\",\"string\"],\"default\":null}"
                + ours.substring(end));
  }

  private static void assertTheJobGoesOn(String symbol, long ts) throws Exception {
    Instrument instrument = crypto(symbol);
    LiveBars expected = new LiveBars(instrument);
    for (int i = 0; i < 20; i++) {
      tell(instrument, trade(symbol + i, ts + i), expected);
    }
    platform.producer.flush();
    platform.await(() -> expected.storedTrades(platform), expected.trades()::equals);
    assertThat(platform.state().restarts()).isZero();
  }

  private static void tell(Instrument instrument, Trade trade, LiveBars also) {
    platform.producer.trade(SOURCE, instrument, trade);
    also.trade(trade);
  }

  private static Instrument crypto(String symbol) {
    return new Instrument(symbol, AssetClass.CRYPTO, CalendarId.CRYPTO_24X7, null, false);
  }

  private static Trade trade(String id, long ts) {
    return Trade.of(id, ts, 1, 100_000_000L, 200_000_000L, ts);
  }

  /** Not to be compressed. */
  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static KafkaProducer<byte[], byte[]> raw() {
    return new KafkaProducer<>(
        Map.<String, Object>of(
            "bootstrap.servers", platform.broker.bootstrap(), "max.request.size", 32 * MEGABYTE),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
