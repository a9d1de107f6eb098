package dev.tidemark.smartdb.write;

import static dev.tidemark.smartdb.write.WriterFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.smartdb.market.Basis;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trades that are told once go straight into their table; ids that come again must be noticed. */
class PlainTradesTest {
  /** An hour before midnight, so that batches lie on two days. */
  private static final long START = Instant.parse("2024-03-05T23:00:00Z").getEpochSecond() * SECOND;

  private static final long DAY = 86_400 * SECOND;
  private static WriterFixture fixture;

  @BeforeAll
  static void open() throws Exception {
    fixture = new WriterFixture();
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void inAnyOrderAndSplitAnywhereTheyGiveTheBarsOfTheKernel(long seed) throws Exception {
    Random random = new Random(seed);
    Instrument instrument = WriterFixture.instrument("M" + seed, CalendarId.CRYPTO_24X7);
    int series = fixture.series(instrument, Basis.TRADES);
    List<Trade> told = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      told.add(trade(random, "t" + i, START + random.nextLong(7_200 * SECOND)));
    }
    List<Trade> sent = new ArrayList<>(told);
    if (seed == 3) {
      Collections.shuffle(sent, random);
    } else {
      sent.sort(Trade.ORDER);
    }
    WriteResult sum = WriteResult.NONE;
    for (int at = 0; at < sent.size(); ) {
      int end = Math.min(sent.size(), at + 1 + random.nextInt(300));
      sum = sum.plus(fixture.writer.trades(Batches.of(series, sent.subList(at, end))));
      at = end;
    }
    assertThat(sum).isEqualTo(new WriteResult(told.size(), 0, 0, 0));
    fixture.assertBars(instrument, series, told);
  }

  @Test
  void lateTradesMakeRevisionsOfClosedBarsOnly() throws Exception {
    Instrument instrument = WriterFixture.instrument("LATE", CalendarId.CRYPTO_24X7);
    int series = fixture.series(instrument, Basis.TRADES);
    Trade early = Trade.of("a", START + SECOND, 0, 100_00000000L, 5, START + SECOND);
    Trade inTime = Trade.of("b", START + 2 * SECOND, 0, 101_00000000L, 5, START + 3 * SECOND);
    Trade late = Trade.of("c", START + 3 * SECOND, 0, 99_00000000L, 5, START + 120 * SECOND);
    for (Trade trade : List.of(early, inTime, late)) {
      fixture.writer.trades(Batches.of(series, List.of(trade)));
    }
    fixture.assertBars(instrument, series, List.of(early, inTime, late));
    assertThat(
            fixture.text(
                "SELECT string_agg(timeframe || ' ' || revision || ' ' || trim_scale(close), ',')"
                    + " FROM md.bar_revision WHERE series_id = "
                    + series))
        .isEqualTo("1m 0 101");
    assertThat(fixture.text("SELECT revision FROM md.bar_1m WHERE series_id = " + series))
        .isEqualTo("1");
    assertThat(fixture.text("SELECT revision FROM md.bar_5m WHERE series_id = " + series))
        .isEqualTo("0");
  }

  @Test
  void anIdToldAgainAsNewAtAnotherTimeIsTheTradeKnownFirst() throws Exception {
    Instrument instrument = WriterFixture.instrument("AGAIN", CalendarId.CRYPTO_24X7);
    int series = fixture.series(instrument, Basis.TRADES);
    Random random = new Random(9);
    List<Trade> told = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      told.add(trade(random, "x" + i, START + i * SECOND));
    }
    fixture.writer.trades(Batches.of(series, told));
    for (long shift : new long[] {90 * SECOND, DAY, -DAY}) {
      Trade first = told.get(random.nextInt(50));
      Trade other = at(first, first.tsNanos() + shift, first.knownNanos() + SECOND);
      Trade plain = trade(random, "n" + told.size(), START + shift);
      assertThat(fixture.writer.trades(Batches.of(series, List.of(other, plain))))
          .isEqualTo(new WriteResult(2, 0, 0, 0));
      told.add(other);
      told.add(plain);
      // A writer that has not met repetitions lately takes the straight way again.
      Trade next = trade(random, "n" + told.size(), START + shift);
      fixture.writer.trades(Batches.of(series, List.of(next)));
      told.add(next);
    }
    fixture.assertBars(instrument, series, told);
    assertThat(fixture.text("SELECT count(*) FROM md.trade_log WHERE series_id = " + series))
        .isEqualTo("59");
  }

  private static Trade at(Trade trade, long ts, long known) {
    return new Trade(
        trade.tradeId(),
        1,
        TradeOp.NEW,
        ts,
        trade.seq(),
        trade.price(),
        trade.size(),
        known,
        trade.side(),
        trade.updLast(),
        trade.updHilo(),
        trade.updVol());
  }

  private static Trade trade(Random random, String id, long ts) {
    boolean last = random.nextInt(5) != 0;
    return new Trade(
        id,
        1,
        TradeOp.NEW,
        ts,
        random.nextInt(3),
        random.nextInt(50) == 0 ? 0 : 100_00000000L + random.nextInt(2_000_000) * 1000L,
        random.nextLong(5_000_00000000L),
        ts + random.nextLong(200 * SECOND),
        random.nextBoolean() ? Side.BUY : random.nextBoolean() ? Side.SELL : null,
        last,
        last || random.nextBoolean(),
        random.nextInt(5) != 0);
  }
}
