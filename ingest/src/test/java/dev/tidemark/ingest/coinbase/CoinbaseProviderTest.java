package dev.tidemark.ingest.coinbase;

import static dev.tidemark.ingest.http.ScriptedServer.cutOff;
import static dev.tidemark.ingest.http.ScriptedServer.hangUp;
import static dev.tidemark.ingest.http.ScriptedServer.json;
import static dev.tidemark.ingest.http.ScriptedServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.ingest.http.DrivenTime;
import dev.tidemark.ingest.http.HttpPolicy;
import dev.tidemark.ingest.http.RetryPolicy;
import dev.tidemark.ingest.http.ScriptedServer;
import dev.tidemark.ingest.provider.Listing;
import dev.tidemark.ingest.provider.RawBatch;
import dev.tidemark.ingest.provider.RawColumn;
import dev.tidemark.ingest.provider.RawReader;
import dev.tidemark.ingest.provider.RejectReason;
import dev.tidemark.ingest.provider.RowFlag;
import dev.tidemark.ingest.provider.Selection;
import dev.tidemark.ingest.provider.SeriesType;
import dev.tidemark.ingest.provider.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoinbaseProviderTest {
  private static final Instant NOW = Instant.parse("2025-06-30T12:00:30Z");
  private static final long MINUTE = 60;

  private final ScriptedServer server = new ScriptedServer();
  private final DrivenTime time = new DrivenTime(NOW);
  private final CoinbaseProvider provider =
      new CoinbaseProvider(server.uri(), policy(), time, time, () -> 0.5);

  @AfterEach
  void close() {
    provider.close();
    server.close();
  }

  @Test
  void pagesFollowEachOtherWithoutGapOrOverlap() {
    server.otherwise(new CandleVenue(t -> true)::answer);
    List<RawBatch> batches = read(minutes("2025-06-29T00:00:00Z", "2025-06-29T12:00:00Z"));
    assertThat(batches).hasSize(3);
    assertThat(labels(batches)).hasSize(720).isSorted().doesNotHaveDuplicates();
    assertThat(server.asked())
        .extracting(uri -> uri.getQuery())
        .containsExactly(
            "granularity=60&start=2025-06-29T00:00:00Z&end=2025-06-29T04:59:00Z",
            "granularity=60&start=2025-06-29T05:00:00Z&end=2025-06-29T09:59:00Z",
            "granularity=60&start=2025-06-29T10:00:00Z&end=2025-06-29T11:59:00Z");
  }

  @Test
  void emptyPagesAreGapsAndNotTheEnd() {
    long day = Instant.parse("2025-06-29T00:00:00Z").getEpochSecond();
    server.otherwise(new CandleVenue(t -> t < day + 600 || t >= day + 660 * 60)::answer);
    List<RawBatch> batches = read(minutes("2025-06-29T00:00:00Z", "2025-06-29T12:00:00Z"));
    assertThat(batches).extracting(RawBatch::rows).containsExactly(10, 0, 60);
  }

  @Test
  void fieldsAreTakenInTheVenuesOrderAndExactly() {
    server.then(json("[[1751155260,106123.45,106200.00000001,106130,106150.5,2.71828182]]"));
    RawBatch batch = read(minutes("2025-06-29T00:00:00Z", "2025-06-29T00:05:00Z")).get(0);
    assertThat(batch.eventNanos()[0]).isEqualTo(1_751_155_260_000_000_000L);
    assertThat(batch.ordinals()[0]).isEqualTo(1_751_155_260L);
    assertThat(value(batch, RawColumn.LOW)).isEqualTo(10_612_345_000_000L);
    assertThat(value(batch, RawColumn.HIGH)).isEqualTo(10_620_000_000_001L);
    assertThat(value(batch, RawColumn.OPEN)).isEqualTo(10_613_000_000_000L);
    assertThat(value(batch, RawColumn.CLOSE)).isEqualTo(10_615_050_000_000L);
    assertThat(value(batch, RawColumn.VOLUME)).isEqualTo(271_828_182L);
    assertThat(batch.flags()).isNull();
    assertThat(batch.payload(0)).startsWith("[1751155260,106123.45,");
  }

  @Test
  void candlesOutOfOrderAreSortedAndRepeatedOnesPassedOn() {
    long t = Instant.parse("2025-06-29T00:00:00Z").getEpochSecond();
    String a = CandleVenue.candle(t);
    String b = CandleVenue.candle(t + MINUTE);
    String c = CandleVenue.candle(t + 2 * MINUTE);
    server.then(json("[" + b + "," + c + "," + a + "," + b + "]"));
    List<RawBatch> batches = read(minutes("2025-06-29T00:00:00Z", "2025-06-29T00:05:00Z"));
    assertThat(labels(batches)).containsExactly(t, t + MINUTE, t + MINUTE, t + 2 * MINUTE);
  }

  @Test
  void candlesNobodyAskedForAreIgnoredAndCounted() {
    long t = Instant.parse("2025-06-29T00:00:00Z").getEpochSecond();
    server.then(
        json(
            "["
                + CandleVenue.candle(t + 300)
                + ","
                + CandleVenue.candle(t)
                + ","
                + CandleVenue.candle(t - 60)
                + "]"));
    Source source = minutes("2025-06-29T00:00:00Z", "2025-06-29T00:05:00Z");
    try (RawReader reader = source.open()) {
      assertThat(Objects.requireNonNull(reader.next()).rows()).isEqualTo(1);
      assertThat(reader.next()).isNull();
      assertThat(reader.ignored()).isEqualTo(2);
    }
  }

  @Test
  void theCandleThatStillRunsIsNotDelivered() {
    server.otherwise(new CandleVenue(t -> true)::answer);
    List<RawBatch> batches = read(minutes("2025-06-30T11:55:00Z", "2025-06-30T13:00:00Z"));
    // Now is 12:00:30: the candle of 11:59 has ended, that of 12:00 has not.
    assertThat(labels(batches))
        .hasSize(5)
        .endsWith(Instant.parse("2025-06-30T11:59:00Z").getEpochSecond());
  }

  @Test
  void aRangeInTheFutureAsksNothing() {
    assertThat(read(minutes("2025-07-02T00:00:00Z", "2025-07-03T00:00:00Z"))).isEmpty();
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void limitsErrorsAndBrokenConnectionsAreRiddenOut() {
    CandleVenue venue = new CandleVenue(t -> true);
    server
        .then(
            status(429, "{\"message\":\"Public rate limit exceeded\"}", "Retry-After", "2"),
            status(503, ""),
            hangUp(),
            cutOff("[[1751155260,106123.45", 10))
        .otherwise(venue::answer);
    List<RawBatch> batches = read(minutes("2025-06-29T00:00:00Z", "2025-06-29T06:00:00Z"));
    assertThat(labels(batches)).hasSize(360).doesNotHaveDuplicates();
    assertThat(time.waits()).contains(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[1751155260,106123.45,106200.0,1061",
        "[[1751155260,106123.45,106200.0,106130,106150.5,2.7]",
        "[[1751155260,106123.45,106200.0,106130,106150.5,2.7],",
        "",
        "<html>maintenance</html>",
        "{\"message\":\"odd\"}",
        "[] []"
      })
  void aDocumentThatIsNotWholeIsAskedForAgain(String body) {
    server.then(json(body)).otherwise(new CandleVenue(t -> true)::answer);
    List<RawBatch> batches = read(minutes("2025-06-29T00:00:00Z", "2025-06-29T01:00:00Z"));
    assertThat(labels(batches)).hasSize(60);
    assertThat(server.asked()).hasSize(2);
  }

  @Test
  void aDocumentThatStaysBrokenIsAClearErrorAndNothingOfThePageIsDelivered() {
    String broken = "[" + CandleVenue.candle(1_751_155_260L) + ",[17511";
    CandleVenue venue = new CandleVenue(t -> true);
    Source source = minutes("2025-06-29T00:00:00Z", "2025-06-29T10:00:00Z");
    server.then(json("[" + CandleVenue.candle(1_751_155_200L) + "]"));
    server.otherwise(uri -> json(broken));
    try (RawReader reader = source.open()) {
      assertThat(Objects.requireNonNull(reader.next()).rows()).isEqualTo(1);
      assertThatExceptionOfType(TidemarkException.class)
          .isThrownBy(reader::next)
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE))
          .withMessageContaining("ends early or is not JSON");
      // The reader stands where it stood: a later call asks for the same page.
      time.advance(Duration.ofMinutes(5));
      server.otherwise(venue::answer);
      assertThat(Objects.requireNonNull(reader.next()).rows()).isEqualTo(300);
    }
  }

  @Test
  void anUnknownProductIsAClearErrorWithoutRetries() {
    server.otherwise(new CandleVenue(t -> true)::answer);
    Source source = provider.list(selection("FOOUSD", Timeframe.M1)).sources().get(0);
    assertThatExceptionOfType(TidemarkException.class)
        .isThrownBy(() -> read(source))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND))
        .withMessageContaining("FOO-USD");
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void unreadableCandlesAreRejectedOneByOne() {
    long t = Instant.parse("2025-06-29T00:00:00Z").getEpochSecond();
    server.then(
        json(
            "["
                + String.join(
                    ",",
                    CandleVenue.candle(t),
                    "[" + (t + 60) + ",1,2,null,1.5,3]",
                    "[" + (t + 120) + ",1,2,\"x\",1.5,3]",
                    "[" + (t + 180) + ",1,2,1e30,1.5,3]",
                    "[" + (t + 240) + ",1,2]",
                    "[\"soon\",1,2,1,1.5,3]",
                    "[" + (t + 60) + ",\"NaN\",2,1,1.5,3]",
                    "{\"time\":1}",
                    "7",
                    "[" + (t + 60) + ",[1],2,1,1.5,3]",
                    "[99999999999,1,2,1,1.5,3]")
                + "]"));
    RawBatch batch = read(minutes("2025-06-29T00:00:00Z", "2025-06-29T00:05:00Z")).get(0);
    assertThat(batch.rows()).isEqualTo(1);
    assertThat(batch.rejects())
        .extracting(r -> r.reason())
        .containsExactly(
            RejectReason.MISSING_FIELD,
            RejectReason.BAD_NUMBER,
            RejectReason.DECIMAL_OVERFLOW,
            RejectReason.MALFORMED,
            RejectReason.BAD_TIMESTAMP,
            RejectReason.NON_FINITE,
            RejectReason.MALFORMED,
            RejectReason.MALFORMED,
            RejectReason.MALFORMED,
            RejectReason.BAD_TIMESTAMP);
    assertThat(batch.rejects().get(0).ordinal()).isEqualTo(t + 60);
    assertThat(batch.rejects().get(0).payload()).isEqualTo("[" + (t + 60) + ",1,2,null,1.5,3]");
    assertThat(batch.rejects()).extracting(r -> r.instrument()).containsOnly("BTCUSD");
  }

  @Test
  void numbersOfAbsurdLengthDoNotCostMemory() {
    String digits = "1".repeat(5_000);
    server.otherwise(uri -> json("[[1751155260,1,2,1,1," + digits + "]]"));
    assertThatExceptionOfType(TidemarkException.class)
        .isThrownBy(() -> read(minutes("2025-06-29T00:00:00Z", "2025-06-29T00:05:00Z")))
        .withMessageContaining("absurd length");
  }

  @Test
  void binaryNoiseBeyondTheEighthDecimalIsRoundedAndMarked() {
    server.then(
        json("[[1751155260,1,2,1,1,4.727521520000001],[1751155200,1,2,1,1,2.2357688599999963]]"));
    RawBatch batch = read(minutes("2025-06-29T00:00:00Z", "2025-06-29T00:05:00Z")).get(0);
    long[] volume = Objects.requireNonNull(batch.column(RawColumn.VOLUME));
    assertThat(volume[0]).isEqualTo(223_576_886L);
    assertThat(volume[1]).isEqualTo(472_752_152L);
    assertThat(Objects.requireNonNull(batch.flags())[0]).isEqualTo(RowFlag.ROUNDED.bit());
  }

  @ParameterizedTest
  @CsvSource({"1m,60", "5m,300", "15m,900", "1h,3600", "1d,86400"})
  void timeframesAreGranularities(String code, int seconds) {
    server.otherwise(new CandleVenue(t -> true)::answer);
    Source source = provider.list(selection("BTC-USD", Timeframe.parse(code))).sources().get(0);
    assertThat(source.name()).isEqualTo("coinbase:BTC-USD:" + seconds);
    assertThat(source.series().get(0).key()).isEqualTo("coinbase/BTCUSD/" + code);
    List<Long> labels = labels(read(source));
    assertThat(labels).hasSize((int) source.estimatedRows());
    assertThat(labels).allSatisfy(label -> assertThat(label % seconds).isZero());
  }

  @Test
  void fourHoursAreRefusedWithAdvice() {
    Listing listing = provider.list(selection("BTCUSD", Timeframe.H4));
    assertThat(listing.sources()).isEmpty();
    assertThat(listing.refusals().get(0).toString()).contains("NO_GRANULARITY", "roll it up");
  }

  @Test
  void everythingMeansTheTimeframesThatTheVenueHas() {
    Selection all =
        new Selection(
            List.of("BTCUSD", "ETHEUR"), Set.of(), nanos("2025-06-28T00:00:00Z"), Long.MAX_VALUE);
    assertThat(provider.list(all).sources()).hasSize(10);
    assertThat(provider.list(all).refusals()).isEmpty();
    assertThat(provider.info().timeframes()).doesNotContain(Timeframe.H4).hasSize(5);
  }

  @Test
  void tradesAndUnknownSymbolsAreRefused() {
    Selection trades =
        new Selection(
            List.of("BTCUSD", "X"),
            Set.of(SeriesType.TRADES),
            nanos("2025-06-28T00:00:00Z"),
            Long.MAX_VALUE);
    assertThat(provider.list(trades).refusals())
        .extracting(r -> r.code())
        .containsExactly("NO_SUCH_SERIES", "UNKNOWN_SYMBOL");
  }

  @Test
  void aSelectionNeedsAssetsAndAStart() {
    assertThatExceptionOfType(TidemarkException.class)
        .isThrownBy(() -> provider.list(Selection.all()))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }

  @ParameterizedTest
  @CsvSource({
    "BTCUSD,BTC-USD",
    "ETHBTC,ETH-BTC",
    "SOLUSDT,SOL-USDT",
    "BTCUSDC,BTC-USDC",
    "BTC-EUR,BTC-EUR",
    "1INCHUSD,1INCH-USD"
  })
  void symbolsMapToProductsAndBack(String symbol, String product) {
    assertThat(CoinbaseProducts.product(symbol)).contains(product);
    assertThat(CoinbaseProducts.symbol(product)).isEqualTo(symbol.replace("-", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"USD", "btcusd", "BTC/USD", "BTC-USD/..", "", "AAPL"})
  void otherSymbolsHaveNoProduct(String symbol) {
    assertThat(CoinbaseProducts.product(symbol)).isEmpty();
  }

  @Test
  void aStartBetweenLabelsBeginsWithTheNextLabel() {
    server.otherwise(new CandleVenue(t -> true)::answer);
    List<RawBatch> batches = read(minutes("2025-06-29T00:00:30Z", "2025-06-29T00:03:30Z"));
    assertThat(labels(batches)).containsExactly(1_751_155_260L, 1_751_155_320L, 1_751_155_380L);
  }

  private Source minutes(String from, String to) {
    Selection selection =
        new Selection(
            List.of("BTCUSD"), Set.of(SeriesType.bars(Timeframe.M1)), nanos(from), nanos(to));
    return provider.list(selection).sources().get(0);
  }

  private static Selection selection(String symbol, Timeframe timeframe) {
    return new Selection(
        List.of(symbol),
        Set.of(SeriesType.bars(timeframe)),
        nanos("2025-06-27T00:00:00Z"),
        nanos("2025-06-29T00:00:00Z"));
  }

  private static List<RawBatch> read(Source source) {
    List<RawBatch> batches = new ArrayList<>();
    try (RawReader reader = source.open()) {
      for (RawBatch batch = reader.next(); batch != null; batch = reader.next()) {
        batches.add(batch);
      }
    }
    return batches;
  }

  private static List<Long> labels(List<RawBatch> batches) {
    List<Long> labels = new ArrayList<>();
    for (RawBatch batch : batches) {
      for (int i = 0; i < batch.rows(); i++) {
        labels.add(batch.ordinals()[i]);
      }
    }
    return labels;
  }

  private static long value(RawBatch batch, RawColumn column) {
    return Objects.requireNonNull(batch.column(column), column.name())[0];
  }

  private static long nanos(String instant) {
    return Instant.parse(instant).getEpochSecond() * 1_000_000_000L;
  }

  private static HttpPolicy policy() {
    RetryPolicy retry =
        new RetryPolicy(6, Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofMinutes(1));
    return new HttpPolicy(
        "Coinbase",
        Duration.ofSeconds(20),
        1 << 20,
        Duration.ZERO,
        1,
        retry,
        8,
        Duration.ofMinutes(1));
  }
}
