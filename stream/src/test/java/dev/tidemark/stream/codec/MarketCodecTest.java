package dev.tidemark.stream.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.stream.deadletter.LetterReason;
import dev.tidemark.stream.event.MarketEvent;
import dev.tidemark.stream.registry.MemoryRegistry;
import dev.tidemark.stream.registry.SchemaRegistry;
import dev.tidemark.stream.schema.TopicSchema;
import dev.tidemark.stream.topic.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class MarketCodecTest {
  private static final Instrument MOON =
      new Instrument("MOON-ü", AssetClass.CRYPTO, CalendarId.CRYPTO_24X7, null, true);
  private static final long T = 1_700_000_000_000_000_000L;

  private final SchemaRegistry registry = new MemoryRegistry();
  private final MarketEncoder encoder = new MarketEncoder(registry);
  private final MarketDecoder trades = new MarketDecoder(Topic.TRADES, registry);
  private final MarketDecoder quotes = new MarketDecoder(Topic.QUOTES, registry);
  private final MarketEvent event = new MarketEvent();

  @Property(tries = 300)
  void aTradeComesBackAsItWas(@ForAll("trades") Trade trade) throws Exception {
    byte[] value = encoder.trade("venue", MOON, trade);

    trades.decode(MarketEncoder.key("venue", "MOON-ü"), value, event);

    assertThat(event.trade()).isEqualTo(trade);
    assertThat(event.source).isEqualTo("venue");
    assertThat(event.instrument).isEqualTo("MOON-ü");
    assertThat(event.calendar).isEqualTo("CRYPTO_24X7");
    assertThat(event.assetClass).isEqualTo("CRYPTO");
    assertThat(event.includeClosingAuction).isTrue();
  }

  @Property(tries = 300)
  void aQuoteComesBackAsItWas(@ForAll("quotes") Quote quote) throws Exception {
    quotes.decode(encoder.quote("venue", MOON, quote), event);

    assertThat(event.quote()).isEqualTo(quote);
  }

  @Property(tries = 200)
  void avroItselfReadsWhatWeWrite(@ForAll("trades") Trade trade) throws IOException {
    byte[] value = encoder.trade("venue", MOON, trade);

    GenericRecord read = generic(value, TopicSchema.TRADE.schema());

    assertThat(read.get("trade_id").toString()).isEqualTo(trade.tradeId());
    assertThat(read.get("op").toString()).isEqualTo(trade.op().name());
    assertThat(new java.math.BigInteger(((ByteBuffer) read.get("price")).array()))
        .isEqualTo(java.math.BigInteger.valueOf(trade.price()));
    assertThat(read.get("upd_hilo")).isEqualTo(trade.updHilo());
  }

  @Test
  void valuesOfOlderAndNewerWritersAreRead() throws Exception {
    Schema ours = TopicSchema.TRADE.schema();
    Trade trade = Trade.of("t1", T, 7, 100_00000000L, 2_00000000L, T);
    byte[] value = encoder.trade("venue", MOON, trade);

    Schema older = without(ours, List.of("upd_last", "upd_hilo", "upd_vol", "closing_auction"));
    trades.decode(rewritten(value, ours, older), event);
    assertThat(event.trade()).isEqualTo(trade);

    Schema newer =
        new Schema.Parser()
            .parse(
                ours.toString()
                    .replace(
                        "{\"name\":\"seq\"",
                        "{\"name\":\"venue\",\"type\":[\"null\",\"string\"],\"default\":null},"
                            + "{\"name\":\"seq\""));
    event.seq = 0;
    trades.decode(rewritten(value, ours, newer), event);
    assertThat(event.trade()).isEqualTo(trade);
  }

  @Test
  void whatIsNoRecordIsRefusedWithItsReason() throws Exception {
    byte[] good = encoder.trade("venue", MOON, Trade.of("t1", T, 7, 100, 2, T));

    assertThat(refused(new byte[0])).isEqualTo(LetterReason.BAD_MAGIC);
    assertThat(refused(changed(good, 0, 7))).isEqualTo(LetterReason.BAD_MAGIC);
    assertThat(refused(changed(good, 1, 9))).isEqualTo(LetterReason.UNKNOWN_SCHEMA);
    assertThat(refused(Arrays.copyOf(good, good.length + 1))).isEqualTo(LetterReason.BAD_AVRO);
    for (int length = 5; length < good.length; length++) {
      assertThat(refused(Arrays.copyOf(good, length))).isEqualTo(LetterReason.BAD_AVRO);
    }
    assertThat(refused(new byte[MarketDecoder.LONGEST_VALUE + 1]))
        .isEqualTo(LetterReason.TOO_LARGE);
    assertThat(refused(encoder.quote("venue", MOON, new Quote(T, 1, 1, 2, null, null, T))))
        .isEqualTo(LetterReason.BAD_AVRO);
    assertThat(refused(encoder.trade("", MOON, Trade.of("t1", T, 7, 100, 2, T))))
        .isEqualTo(LetterReason.BAD_TEXT);
    assertThat(refused(encoder.trade("venue", MOON, Trade.of("a\nb", T, 7, 100, 2, T))))
        .isEqualTo(LetterReason.BAD_TEXT);
    assertThat(refused(encoder.trade("venue", MOON, Trade.of("t1", -1, 7, 100, 2, T))))
        .isEqualTo(LetterReason.OUT_OF_RANGE);
    assertThat(refused(withPrice(good, new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0})))
        .isEqualTo(LetterReason.OUT_OF_RANGE);
    assertThat(refused(withPrice(good, new byte[] {-128, 0, 0, 0, 0, 0, 0, 0})))
        .isEqualTo(LetterReason.OUT_OF_RANGE);
    assertThat(refused(withPrice(good, new byte[0]))).isEqualTo(LetterReason.BAD_AVRO);
    long huge = 10_000_000_000_000_000L;
    for (long price : new long[] {huge, -huge, Long.MAX_VALUE}) {
      assertThat(refused(encoder.trade("venue", MOON, Trade.of("t1", T, 7, price, huge, T))))
          .as("price times size is 10^16 or more, at scale 16")
          .isEqualTo(LetterReason.OUT_OF_RANGE);
    }
    long less = huge - huge / 1_000;
    trades.decode(encoder.trade("venue", MOON, Trade.of("t1", T, 7, -less, huge, T)), event);
    assertThat(event.trade().size()).isEqualTo(huge);
    trades.decode(withPrice(good, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 100}), event);
    assertThat(event.price).isEqualTo(100);
    GenericRecord negative = generic(good, TopicSchema.TRADE.schema());
    negative.put("size", ByteBuffer.wrap(new byte[] {-1}));
    assertThat(refused(framed(negative))).isEqualTo(LetterReason.NEGATIVE_SIZE);
    GenericRecord elsewhere = generic(good, TopicSchema.TRADE.schema());
    elsewhere.put("calendar", "XMAR");
    assertThat(refused(framed(elsewhere))).isEqualTo(LetterReason.UNKNOWN_CALENDAR);
    assertThatThrownBy(() -> trades.decode(MarketEncoder.key("venue", "MARS"), good, event))
        .isInstanceOfSatisfying(
            RefusedRecordException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(LetterReason.BAD_KEY);
              assertThat(e.schemaId()).isEqualTo(1);
            });
  }

  @Property(tries = 2000)
  void damagedBytesAreReadOrRefusedAndNothingElse(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] value = encoder.trade("venue", MOON, Trade.of("t1", T, 7, 100, 2, T));
    for (int i = random.nextInt(6); i >= 0; i--) {
      value[5 + random.nextInt(value.length - 5)] = (byte) random.nextInt();
    }
    try {
      trades.decode(value, event);
      assertThat(event.trade().size()).isNotNegative();
    } catch (RefusedRecordException e) {
      assertThat(e.detail()).isNotBlank();
    }
  }

  @Test
  void aRegistryThatDoesNotAnswerIsNotTheRecordsFault() {
    byte[] value = encoder.trade("venue", MOON, Trade.of("t1", T, 7, 100, 2, T));

    assertThatThrownBy(
            () ->
                new MarketDecoder(Topic.TRADES, refusing(ErrorCode.UNAVAILABLE))
                    .decode(value, event))
        .isInstanceOf(TidemarkException.class);
  }

  /** Whatever else it says will not change by asking again. */
  @Test
  void aSchemaThatTheRegistryRefusesIsUnknown() {
    byte[] value = encoder.trade("venue", MOON, Trade.of("t1", T, 7, 100, 2, T));

    for (ErrorCode code :
        List.of(ErrorCode.NOT_FOUND, ErrorCode.INVALID_INPUT, ErrorCode.CONFLICT)) {
      assertThatThrownBy(() -> new MarketDecoder(Topic.TRADES, refusing(code)).decode(value, event))
          .isInstanceOfSatisfying(
              RefusedRecordException.class,
              e -> assertThat(e.reason()).isEqualTo(LetterReason.UNKNOWN_SCHEMA));
    }
  }

  private static SchemaRegistry refusing(ErrorCode code) {
    return new SchemaRegistry() {
      @Override
      public int register(String subject, Schema schema) {
        return 1;
      }

      @Override
      public Schema byId(int id) {
        throw TidemarkException.of(code, "No schema today", "test", "wait");
      }
    };
  }

  @Provide
  Arbitrary<Trade> trades() {
    Arbitrary<String> ids =
        Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(40);
    Arbitrary<String> wide = Arbitraries.strings().withChars("é漢😀").ofMinLength(1).ofMaxLength(9);
    Arbitrary<Long> prices = Arbitraries.longs().between(-1_000_000_000_000L, 1_000_000_000_000L);
    return Combinators.combine(
            Arbitraries.oneOf(ids, wide.filter(MarketCodecTest::wellFormed)),
            Arbitraries.integers().between(1, Integer.MAX_VALUE),
            Arbitraries.of(TradeOp.class),
            Arbitraries.longs(),
            prices,
            Arbitraries.longs().between(0, 1_000_000_000_000_000L),
            Arbitraries.of(Side.class).injectNull(0.3),
            Arbitraries.integers().between(0, 15))
        .as(
            (id, version, op, seq, price, size, side, flags) ->
                new Trade(
                    id,
                    version,
                    op,
                    T + Math.floorMod(seq, 1_000_000_000L),
                    seq,
                    price,
                    size,
                    T + 5,
                    side,
                    (flags & 1) != 0,
                    (flags & 2) != 0,
                    (flags & 4) != 0,
                    (flags & 8) != 0));
  }

  @Provide
  Arbitrary<Quote> quotes() {
    Arbitrary<Long> sizes = Arbitraries.longs().greaterOrEqual(0);
    return Combinators.combine(
            Arbitraries.longs(),
            Arbitraries.longs().greaterOrEqual(Long.MIN_VALUE + 3),
            Arbitraries.longs().greaterOrEqual(0),
            sizes.injectNull(0.3),
            sizes.injectNull(0.3))
        .as((seq, bid, ask, bidSize, askSize) -> new Quote(T, seq, bid, ask, bidSize, askSize, T));
  }

  private static boolean wellFormed(String text) {
    return java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private LetterReason refused(byte[] value) {
    try {
      trades.decode(value, event);
    } catch (RefusedRecordException e) {
      return e.reason();
    }
    throw new AssertionError("was read");
  }

  private static byte[] changed(byte[] value, int at, int to) {
    byte[] copy = value.clone();
    copy[at] = (byte) to;
    return copy;
  }

  private byte[] withPrice(byte[] value, byte[] price) throws IOException {
    GenericRecord record = generic(value, TopicSchema.TRADE.schema());
    record.put("price", ByteBuffer.wrap(price));
    return framed(record);
  }

  private byte[] rewritten(byte[] value, Schema from, Schema to) throws IOException {
    return framed(
        new GenericDatumReader<GenericRecord>(from, to)
            .read(null, DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, null)));
  }

  private byte[] framed(GenericRecord record) throws IOException {
    Schema schema = record.getSchema();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0);
    out.writeBytes(ByteBuffer.allocate(4).putInt(registry.register("other", schema)).array());
    BinaryEncoder binary = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(schema).write(record, binary);
    binary.flush();
    return out.toByteArray();
  }

  private static GenericRecord generic(byte[] value, Schema schema) throws IOException {
    return new GenericDatumReader<GenericRecord>(schema, schema, new GenericData())
        .read(null, DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, null));
  }

  private static Schema without(Schema schema, List<String> names) {
    List<Schema.Field> fields =
        schema.getFields().stream()
            .filter(field -> !names.contains(field.name()))
            .map(field -> new Schema.Field(field, field.schema()))
            .toList();
    return Schema.createRecord(schema.getName(), null, schema.getNamespace(), false, fields);
  }
}
