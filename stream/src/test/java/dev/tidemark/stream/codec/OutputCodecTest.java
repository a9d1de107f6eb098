package dev.tidemark.stream.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.core.bars.BarRevision;
import dev.tidemark.core.live.AlertRevision;
import dev.tidemark.core.live.FeatureGroup;
import dev.tidemark.core.live.FeatureRevision;
import dev.tidemark.core.micro.LargeTradeAlert;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.number.Int128;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.stream.event.AlertTold;
import dev.tidemark.stream.event.BarTold;
import dev.tidemark.stream.registry.MemoryRegistry;
import dev.tidemark.stream.schema.TopicSchema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutputCodecTest {
  private static final long T = 1_700_000_000_000_000_000L;

  private final MemoryRegistry registry = new MemoryRegistry();
  private final OutputEncoder encoder = new OutputEncoder(registry);
  private final OutputDecoder decoder = new OutputDecoder(registry);

  @Property(tries = 300)
  void barsComeBackAsTheyWere(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    Optional<Bar> bar = random.nextInt(5) == 0 ? Optional.empty() : Optional.of(bar(random));
    BarRevision revision = new BarRevision(T, random.nextInt(9), T + 99, bar);

    byte[] value = encoder.bar("venue", "MOON", Timeframe.parse("5s"), revision);

    assertThat(decoder.bar(value))
        .isEqualTo(new BarTold("venue", "MOON", Timeframe.parse("5s"), revision));
    Map<String, ?> document = Documents.decode(TopicSchema.BAR.schema(), value);
    assertThat(document.get("vwap")).isEqualTo(bar.flatMap(Bar::vwap).orElse(null));
  }

  @Property(tries = 200)
  void featuresComeBackBitForBit(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    FeatureGroup group = random.nextBoolean() ? FeatureGroup.BARS : FeatureGroup.QUOTES;
    double[] values = new double[random.nextInt(6) == 0 ? 0 : group.features().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(4) == 0 ? Double.NaN : Double.longBitsToDouble(random.nextLong());
      values[i] = Double.isNaN(values[i]) ? Double.NaN : values[i];
    }

    FeatureRevision back =
        decoder
            .features(
                encoder.features(
                    "venue", "MOON", new FeatureRevision(group, T, T + 60, 3, T + 70, values)))
            .revision();

    assertThat(back.group()).isEqualTo(group);
    assertThat(back.revision()).isEqualTo(3);
    assertThat(back.knownNanos()).isEqualTo(T + 70);
    assertThat(bits(back.values())).isEqualTo(bits(values));
  }

  @Test
  void alertsComeBackAsTheyWere() throws Exception {
    for (AlertRevision.Status status : AlertRevision.Status.values()) {
      AlertRevision alert =
          new AlertRevision("00ff", status, new LargeTradeAlert(T, "a", "b", "c"), T + 1);
      byte[] value = encoder.alert("venue", "MOON", alert);

      assertThat(decoder.alert(value)).isEqualTo(new AlertTold("venue", "MOON", alert));
      assertThat(Documents.decode(TopicSchema.ALERT.schema(), value))
          .containsEntry("status", status.name());
    }
  }

  @Property(tries = 1000)
  void damagedBytesAreReadOrRefused(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] value =
        encoder.bar(
            "venue",
            "MOON",
            Timeframe.parse("1m"),
            new BarRevision(T, 1, T, Optional.of(bar(random))));
    value[5 + random.nextInt(value.length - 5)] = (byte) random.nextInt();
    try {
      assertThat(decoder.bar(value).timeframe()).isNotNull();
    } catch (RefusedRecordException e) {
      assertThat(e.detail()).isNotBlank();
    }
  }

  @Test
  void valuesOfAnOlderWriterAreWrittenAnew() throws Exception {
    Schema ours = TopicSchema.ALERT.schema();
    Schema newer =
        new Schema.Parser()
            .parse(
                ours.toString()
                    .replace(
                        "{\"name\":\"first_id\"",
                        "{\"name\":\"note\",\"type\":\"string\"},{\"name\":\"first_id\""));
    AlertRevision alert =
        new AlertRevision(
            "00ff", AlertRevision.Status.FINAL, new LargeTradeAlert(T, "a", "b", "c"), T);
    Map<String, Object> document =
        new java.util.HashMap<>(Documents.decode(ours, encoder.alert("venue", "MOON", alert)));
    document.put("note", "of later");

    byte[] value = Documents.encode(registry.register("alerts.v1-value", newer), newer, document);

    assertThat(decoder.alert(value)).isEqualTo(new AlertTold("venue", "MOON", alert));
  }

  @Test
  void documentsSayWhichFieldIsWrong() throws Exception {
    Schema schema = TopicSchema.PORTFOLIO.schema();
    Map<String, Object> whole =
        Map.of(
            "event_id", "e",
            "tenant", "t",
            "event_time", Instant.parse("2026-01-31T14:30:00.123456789Z"),
            "known_time", "2026-01-31T14:30:01Z",
            "portfolio_id", "p",
            "currency", "USD",
            "equity", new BigDecimal("-12.5"),
            "positions", List.of(Map.of("symbol", "MOON", "quantity", 3)));

    Map<String, @Nullable Object> back =
        Documents.decode(schema, Documents.encode(7, schema, whole));

    assertThat(back).containsEntry("equity", new BigDecimal("-12.50000000"));
    assertThat(back)
        .containsEntry("event_time", whole.get("event_time"))
        .containsEntry("cash", null);
    assertThat(Documents.encode(7, schema, back)).isEqualTo(Documents.encode(7, schema, whole));
    assertThatThrownBy(() -> Documents.encode(7, schema, with(whole, "equity", "1.000000001")))
        .hasMessageContaining("/equity is no number of at most 8 digits");
    assertThatThrownBy(() -> Documents.encode(7, schema, with(whole, "equity", "1e999999999")))
        .hasMessageContaining("/equity has too many digits");
    assertThatThrownBy(() -> Documents.encode(7, schema, with(whole, "color", "red")))
        .hasMessageContaining("/color is no field of PortfolioUpdate");
    assertThatThrownBy(
            () ->
                Documents.encode(
                    7, schema, with(whole, "positions", List.of(Map.of("symbol", "M")))))
        .hasMessageContaining("/positions/0/quantity is missing");
  }

  private static long[] bits(double[] values) {
    return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
  }

  private static Map<String, Object> with(Map<String, Object> map, String name, Object value) {
    Map<String, Object> copy = new java.util.HashMap<>(map);
    copy.put(name, value);
    return copy;
  }

  private static Bar bar(Random random) {
    Int128 volume = random.nextInt(4) == 0 ? Int128.ZERO : sum(random, 80);
    return new Bar(
        T,
        T + 5,
        random.nextBoolean(),
        random.nextInt(),
        random.nextLong() >> 2,
        random.nextInt(),
        random.nextInt(),
        volume,
        volume.isZero() ? Int128.ZERO : sum(random, 84),
        sum(random, 60),
        Int128.ZERO,
        random.nextInt(1000));
  }

  private static Int128 sum(Random random, int bits) {
    return Int128.of(new BigDecimal(new BigInteger(bits, random).add(BigInteger.ONE)), 0);
  }
}
