package dev.tidemark.smartdb.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.bars.BarRules;
import dev.tidemark.core.bars.TradeBars;
import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.market.Basis;
import dev.tidemark.smartdb.market.ScratchDatabase;
import dev.tidemark.smartdb.market.SeriesSpec;
import dev.tidemark.smartdb.market.TestMarket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresMarketWriterTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Instant NOW = Instant.parse("2025-01-01T00:00:00Z");

  /** Ten minutes before the close of a half day. */
  private static final long START = Instant.parse("2024-07-03T16:50:00Z").getEpochSecond() * SECOND;

  private static ScratchDatabase market;
  private static MarketWriter writer;

  @BeforeAll
  static void open() throws Exception {
    market = TestMarket.create();
    writer = new PostgresMarketWriter(market.database().dataSource(DatabaseRole.INGEST), () -> NOW);
  }

  @AfterAll
  static void close() {
    writer.close();
    market.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void anyOrderOfAnyRecordsGivesTheBarsOfTheKernel(long seed) throws Exception {
    Random random = new Random(seed);
    boolean auction = seed % 2 == 0;
    Instrument instrument =
        new Instrument("P" + seed, AssetClass.EQUITY, CalendarId.XNYS, null, auction);
    int series = writer.series(new SeriesSpec(instrument, "test", Basis.TRADES, 100));
    List<Trade> told = records(random, 600);
    List<Trade> sent = new ArrayList<>(told);
    for (int i = 0; i < 200; i++) {
      sent.add(told.get(random.nextInt(told.size())));
    }
    Collections.shuffle(sent, random);
    WriteResult sum = WriteResult.NONE;
    for (int at = 0; at < sent.size(); ) {
      int end = Math.min(sent.size(), at + 1 + random.nextInt(120));
      sum = sum.plus(writer.trades(Batches.of(series, sent.subList(at, end))));
      at = end;
    }
    assertThat(sum.stored() + sum.superseded()).as("%s", sum).isEqualTo(told.size());
    assertThat(sum.repeated()).isEqualTo(200);
    for (Timeframe timeframe : Timeframe.STORED) {
      BarRules rules = BarRules.of(instrument, TradingCalendar.of(CalendarId.XNYS), timeframe);
      assertThat(StoredBars.of(market.database(), series, timeframe))
          .as("%s, seed %s", timeframe, seed)
          .isEqualTo(TradeBars.asKnown(told, Long.MAX_VALUE, rules));
    }
    String before = StoredBars.print(market.database(), series);
    recompute(series);
    assertThat(StoredBars.print(market.database(), series)).isEqualTo(before);
  }

  @Test
  void aBatchWrittenAgainChangesNothing() throws Exception {
    Instrument instrument =
        new Instrument("TWICE", AssetClass.EQUITY, CalendarId.XNYS, null, false);
    int series = writer.series(new SeriesSpec(instrument, "test", Basis.TRADES, 100));
    TradeBatch batch = Batches.of(series, records(new Random(42), 300));
    writer.trades(batch);
    String before = StoredBars.print(market.database(), series);
    assertThat(writer.trades(batch)).isEqualTo(new WriteResult(0, batch.rows(), 0, 0));
    assertThat(StoredBars.print(market.database(), series)).isEqualTo(before);
  }

  @Test
  void manySeriesAreMadeAtOnceAndThoseWithAnotherMeaningAreLeftOut() {
    SeriesSpec other = many("MANY1", Basis.QUOTES);
    SeriesSpec known = many("MANY2", Basis.TRADES);
    int number = writer.series(known);
    writer.series(other);
    SeriesSpec wrong = many("MANY1", Basis.TRADES);
    SeriesSpec unspeakable = many("MANY@3", Basis.TRADES);
    SeriesSpec fresh = many("MANY4", Basis.TRADES);
    SeriesSpec fresher = many("MANY5", Basis.TRADES);

    try (PostgresMarketWriter another =
        new PostgresMarketWriter(market.database().dataSource(DatabaseRole.INGEST), () -> NOW)) {
      Map<SeriesSpec, Integer> numbers =
          another.series(List.of(wrong, known, unspeakable, fresher, fresh));
      assertThat(numbers).containsOnlyKeys(known, fresh, fresher).containsEntry(known, number);
      assertThat(writer.series(fresh)).isEqualTo(numbers.get(fresh));
      assertThat(another.series(List.of(fresher, fresh, known))).isEqualTo(numbers);
    }
  }

  private static SeriesSpec many(String symbol, Basis basis) {
    Instrument instrument = new Instrument(symbol, AssetClass.EQUITY, CalendarId.XNYS, null, false);
    return new SeriesSpec(instrument, "test", basis, SeriesSpec.DEFAULT_RANK);
  }

  private static void recompute(int series) throws Exception {
    try (var connection = market.database().dataSource(DatabaseRole.INGEST).getConnection();
        var call =
            connection.prepareStatement("SELECT md.recompute(?, '2024-07-01', '2024-07-08')")) {
      call.setInt(1, series);
      call.execute();
    }
  }

  /** Records whose (version, known) never tie, as arrival decides such ties in the kernel. */
  private static List<Trade> records(Random random, int count) {
    List<Trade> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean plain = random.nextInt(4) != 0 || records.isEmpty();
      String id = plain ? "t" + i : records.get(random.nextInt(records.size())).tradeId();
      long ts = START + random.nextLong(18 * 60 * SECOND);
      if (random.nextInt(20) == 0) {
        ts += 24 * 3600 * SECOND;
      }
      TradeOp op = plain ? TradeOp.NEW : TradeOp.values()[random.nextInt(3)];
      boolean last = random.nextInt(5) != 0;
      records.add(
          new Trade(
              id,
              plain ? 1 : 1 + random.nextInt(3),
              op,
              ts,
              random.nextInt(3),
              random.nextInt(30) == 0 ? -5 : 100_00000000L + random.nextInt(2_000_000) * 1000L,
              random.nextLong(5_000_00000000L),
              ts + 1_000 * (1 + i),
              random.nextBoolean() ? Side.BUY : random.nextBoolean() ? Side.SELL : null,
              last,
              last || random.nextBoolean(),
              random.nextInt(5) != 0,
              random.nextInt(3) == 0));
    }
    return records;
  }
}
