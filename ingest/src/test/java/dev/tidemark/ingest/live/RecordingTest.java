package dev.tidemark.ingest.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.ingest.backfill.BackfillService;
import dev.tidemark.ingest.files.FilesProvider;
import dev.tidemark.ingest.load.CrashPoints;
import dev.tidemark.ingest.load.IngestOptions;
import dev.tidemark.ingest.provider.Selection;
import dev.tidemark.lake.LakeOptions;
import dev.tidemark.lake.TableStore;
import dev.tidemark.lake.store.LocalTableStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  private static final RecordingOptions ALL = RecordingOptions.all(NOW);
  private static final Path DATA =
      Path.of(System.getProperty("project.root", ".")).resolve("../shared/data").normalize();

  /** A session whose recorder's clock is slow: the second trade was known before the quote. */
  private static final String SESSION =
      """
      1723161254087896568 {"stream":"btcusdt@trade","data":{"e":"trade","E":1723161255343,"s":"BTCUSDT","t":7,"p":"61837.63","q":"0.02","T":1723161255342,"m":true,"M":true}}
      1723161255400000000 {"stream":"btcusdt@bookTicker","data":{"u":9,"s":"BTCUSDT","b":"61837.63","B":"3.78826","a":"61837.64","A":"1.5"}}
      1723161255400001000 {"stream":"btcusdt@trade","data":{"e":"trade","E":1723161255343,"s":"BTCUSDT","t":8,"p":"61837.65","q":"1","T":1723161255350,"m":false,"M":true}}
      1723161255400002000 {"stream":"btcusdt@depth@100ms","data":{"e":"depthUpdate"}}
      garbage
      """;

  @TempDir Path root;

  private Path file(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    return Files.writeString(file, text);
  }

  private static List<MarketRecord> read(Recording recording) {
    List<MarketRecord> records = new ArrayList<>();
    recording.forEach(records::add);
    return records;
  }

  @Test
  void sessionComesInTheOrderInWhichItBecameKnown() throws IOException {
    Path file = file("ws-binance/spot_btcusdt_20240808.jsonl", SESSION);
    try (RecordingReader reader = Recording.of(file, ALL).open()) {
      MarketRecord first = Objects.requireNonNull(reader.next());
      assertThat(first.seriesKey()).isEqualTo("binance/BTCUSDT");
      assertThat(first.instrument().assetClass()).isEqualTo(AssetClass.CRYPTO);
      Trade trade = Objects.requireNonNull(first.trade());
      assertThat(trade.tradeId()).isEqualTo("7");
      assertThat(trade.side()).isEqualTo(Side.SELL);
      assertThat(trade.price()).isEqualTo(6_183_763_000_000L);
      assertThat(trade.knownNanos()).isEqualTo(1_723_161_255_342_000_000L);
      Quote quote = Objects.requireNonNull(Objects.requireNonNull(reader.next()).quote());
      assertThat(quote.ask() - quote.bid()).isEqualTo(1_000_000L);
      assertThat(quote.bidSize()).isEqualTo(378_826_000L);
      assertThat(Objects.requireNonNull(reader.next()).trade())
          .satisfies(told -> assertThat(Objects.requireNonNull(told).tradeId()).isEqualTo("8"));
      assertThat(reader.next()).isNull();
      assertThat(reader.records()).isEqualTo(3);
      assertThat(reader.refused()).isEqualTo(1);
      assertThat(reader.ignored()).isEqualTo(1);
    }
  }

  @Test
  void csvOfTradesKeepsVersionsAndKnownTimes() throws IOException {
    Path file =
        file(
            "tape.csv",
            """
            symbol,ts,known,trade_id,version,op,price,size,side
            BTCUSD,2026-06-01T10:00:02Z,2026-06-01T10:00:09Z,a,2,CANCEL,10.5,1,
            BTCUSD,2026-06-01T10:00:02Z,2026-06-01T10:00:03Z,a,1,NEW,10.5,1,buy
            ETHUSD,2026-06-01T10:00:01Z,,b,1,NEW,3,2,
            ETHUSD,2026-06-01T10:00:01Z,,c,1,NEW,three,2,
            """);
    List<MarketRecord> records = read(Recording.of(file, ALL));
    assertThat(records)
        .extracting(record -> Objects.requireNonNull(record.trade()).tradeId())
        .containsExactly("b", "a", "a");
    assertThat(records)
        .extracting(record -> Objects.requireNonNull(record.trade()).op())
        .containsExactly(TradeOp.NEW, TradeOp.NEW, TradeOp.CANCEL);
    assertThat(records.getFirst().source()).isEqualTo("csv");
    long from = records.get(1).knownNanos();
    assertThat(read(Recording.of(file, ALL.only(List.of("BTCUSD@csv"), from, from + 1))))
        .hasSize(1);
    assertThat(read(Recording.of(file, ALL.only(List.of("BTCUSD@other"), 0, Long.MAX_VALUE))))
        .isEmpty();
  }

  @Test
  void jsonOfTradesIsOrderedByArrivalWhereKnownTimesAreEqual() throws IOException {
    Path file =
        file(
            "log.json",
            """
            {"note":"x","cases":[{"symbol":"BTCUSD","trades":[
              {"trade_id":"2","ts":1780308000000000000,"known":1780308000000000005,"price":"2.5","size":"1","arrival":1},
              {"trade_id":"1","ts":1780308000000000000,"known":1780308000000000005,"price":"2","size":"1","arrival":0,"upd_last":false},
              {"trade_id":"3","ts":"soon","price":"2","size":"1"}]}]}
            """);
    try (RecordingReader reader = Recording.of(file, ALL).open()) {
      Trade first = Objects.requireNonNull(Objects.requireNonNull(reader.next()).trade());
      assertThat(first.tradeId()).isEqualTo("1");
      assertThat(first.updLast()).isFalse();
      assertThat(first.updHilo()).isTrue();
      assertThat(reader.refused()).isEqualTo(1);
      assertThat(reader.records()).isEqualTo(2);
    }
  }

  @Test
  void lakeTellsWhatTheFilesTold() throws IOException {
    Path file = file("data/ws-binance/spot_btcusdt_20240808.jsonl", SESSION);
    InstantSource clock = InstantSource.fixed(NOW);
    try (TableStore store =
        LocalTableStore.open(LakeOptions.of(root.resolve("lake"), clock).withDurable(false))) {
      new BackfillService(
              store, IngestOptions.DEFAULT, clock, () -> 0, () -> "run", CrashPoints.NONE)
          .run(FilesProvider.of(root.resolve("data")), Selection.all());
      List<MarketRecord> ofFile = read(Recording.of(file, ALL));
      List<MarketRecord> ofLake = read(Recording.of(store, ALL));
      assertThat(ofLake)
          .extracting(MarketRecord::instrument)
          .containsOnly(ofFile.getFirst().instrument());
      assertThat(ofLake)
          .extracting(MarketRecord::trade)
          .containsExactlyElementsOf(
              ofFile.stream()
                  .map(record -> record.trade() == null ? null : atMicros(record.trade()))
                  .toList());
      assertThat(ofLake)
          .extracting(MarketRecord::quote)
          .containsExactlyElementsOf(ofFile.stream().map(MarketRecord::quote).toList());
      assertThat(read(Recording.of(store, ALL.only(List.of("ETHUSDT"), 0, Long.MAX_VALUE))))
          .isEmpty();
    }
  }

  /** The lake keeps known times to the microsecond. */
  private static Trade atMicros(Trade trade) {
    return new Trade(
        trade.tradeId(),
        trade.version(),
        trade.op(),
        trade.tsNanos(),
        trade.seq(),
        trade.price(),
        trade.size(),
        trade.knownNanos() / 1_000 * 1_000,
        trade.side(),
        trade.updLast(),
        trade.updHilo(),
        trade.updVol());
  }

  @Test
  void shiftedTradesAreOtherTrades() throws IOException {
    Path file = file("ws-binance/spot_btcusdt_20240808.jsonl", SESSION);
    MarketRecord record = read(Recording.of(file, ALL)).getFirst();
    MarketRecord later = record.shifted(1_000);
    assertThat(later.knownNanos()).isEqualTo(record.knownNanos() + 1_000);
    assertThat(later.eventNanos()).isEqualTo(record.eventNanos() + 1_000);
    assertThat(Objects.requireNonNull(later.trade()).tradeId()).isEqualTo("7+1000");
    assertThat(record.shifted(0)).isSameAs(record);
  }

  @Test
  void whatIsNoRecordingIsRefused() throws IOException {
    Path bars = file("notes.csv", "when,what\n1,2\n");
    assertThatThrownBy(() -> Recording.of(bars, ALL).open())
        .isInstanceOf(TidemarkException.class)
        .hasMessageContaining("no recording");
    Path json = file("notes.json", "{\"a\":[1,2");
    assertThatThrownBy(() -> Recording.of(json, ALL).open()).isInstanceOf(TidemarkException.class);
    assertThatThrownBy(() -> Recording.of(root.resolve("absent"), ALL))
        .isInstanceOf(TidemarkException.class);
  }

  @Test
  void recordedBinanceSessionIsWhole() {
    Path file = DATA.resolve("open/ws-binance/spot_btcusdt_20240808.jsonl.gz");
    assumeThat(file).as("recordings at hand").exists();
    List<MarketRecord> records = read(Recording.of(file, ALL));
    assertThat(records).isSortedAccordingTo(MarketRecord.ORDER);
    List<Long> ids =
        records.stream()
            .filter(record -> record.trade() != null)
            .map(record -> Long.valueOf(Objects.requireNonNull(record.trade()).tradeId()))
            .sorted()
            .toList();
    assertThat(ids).hasSize(9_757);
    assertThat(ids.getLast() - ids.getFirst()).isEqualTo(9_756);
    assertThat(records).hasSize(9_757 + 28_040);
  }

  @Test
  void recordedTicksOfTwoProvidersAreOneStream() {
    Path ticks = DATA.resolve("open/lean/forex");
    assumeThat(ticks).as("recordings at hand").exists();
    Path day = ticks.resolve("fxcm/tick/eurusd/20140504_quote.zip");
    List<MarketRecord> records = read(Recording.of(day, ALL));
    assertThat(records).hasSize(8_025).isSortedAccordingTo(MarketRecord.ORDER);
    assertThat(records)
        .extracting(
            record ->
                Objects.requireNonNull(record.quote()).tsNanos()
                    + ":"
                    + Objects.requireNonNull(record.quote()).seq())
        .doesNotHaveDuplicates();
  }
}
