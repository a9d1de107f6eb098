package dev.tidemark.smartdb.write;

import static dev.tidemark.smartdb.write.WriterFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.bars.BarRules;
import dev.tidemark.core.bars.ColumnarBars;
import dev.tidemark.core.bars.RollUp;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.number.Int128;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import dev.tidemark.smartdb.market.Basis;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class QuotesAndBarsTest {
  /** Half an hour before the end of a session of FX. */
  private static final long START = Instant.parse("2024-03-07T21:30:00Z").getEpochSecond() * SECOND;

  private static WriterFixture fixture;

  @BeforeAll
  static void open() throws Exception {
    fixture = new WriterFixture();
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  @Test
  void barsOfQuotesAreThoseOfTheKernel() throws Exception {
    Instrument instrument = WriterFixture.instrument("EURUSD", CalendarId.FX_24X5);
    int series = fixture.series(instrument, Basis.QUOTES);
    Random random = new Random(5);
    int n = 3_000;
    QuoteBatch all = quotes(series, n, random);
    WriteResult sum = WriteResult.NONE;
    for (int at = 0; at < n; ) {
      int end = Math.min(n, at + 1 + random.nextInt(400));
      sum = sum.plus(fixture.writer.quotes(slice(all, at, end)));
      if (random.nextInt(3) == 0) {
        sum = sum.plus(fixture.writer.quotes(slice(all, at / 2, end)));
      }
      at = end;
    }
    assertThat(sum.stored()).isEqualTo(n);
    assertThat(sum.repeated()).isPositive();
    for (Timeframe timeframe : Timeframe.STORED) {
      BarRules rules = BarRules.of(TradingCalendar.of(CalendarId.FX_24X5), timeframe);
      assertThat(StoredBars.of(fixture.market.database(), series, timeframe))
          .as("%s", timeframe)
          .isEqualTo(ColumnarBars.ofMids(n, all.tsNanos(), all.bid(), all.ask(), rules).bars());
    }
    fixture.assertRecomputed(series);
  }

  @Test
  void anotherQuoteWithTheSameKeyIsADeadLetter() throws Exception {
    Instrument instrument = WriterFixture.instrument("GBPUSD", CalendarId.FX_24X5);
    int series = fixture.series(instrument, Basis.QUOTES);
    QuoteBatch batch = quotes(series, 10, new Random(6));
    fixture.writer.quotes(batch);
    batch.bid()[3] += 1;
    batch.knownNanos()[3] += SECOND;
    assertThat(fixture.writer.quotes(batch)).isEqualTo(new WriteResult(0, 9, 1, 0));
    assertThat(fixture.writer.quotes(batch)).isEqualTo(new WriteResult(0, 9, 1, 0));
    assertThat(
            fixture.text(
                "SELECT string_agg(reason, ',') FROM md.dead_letter WHERE origin = 'GBPUSD@test'"))
        .isEqualTo("CONFLICT");
  }

  @Test
  void theBarKnownLastStandsAndLongerBarsFollow() throws Exception {
    Instrument instrument = WriterFixture.instrument("ETHUSD", CalendarId.CRYPTO_24X7);
    int series = fixture.series(instrument, Basis.BARS);
    Random random = new Random(7);
    List<Bar> told = new ArrayList<>();
    BarRules minutes = BarRules.of(TradingCalendar.of(CalendarId.CRYPTO_24X7), Timeframe.M1);
    for (int i = 0; i < 400; i++) {
      long start = START + i * 60 * SECOND;
      long low = 100_00000000L + random.nextInt(1_000_000);
      told.add(
          new Bar(
              start,
              start + 60 * SECOND,
              false,
              low + 5,
              low + 9,
              low,
              low + 7,
              Int128.of(random.nextInt(1_000_000)),
              Int128.of(random.nextLong(1L << 60)),
              Int128.ZERO,
              Int128.ZERO,
              random.nextInt(50)));
    }
    BarBatch batch = batch(series, told);
    assertThat(fixture.writer.bars(batch)).isEqualTo(new WriteResult(400, 0, 0, 0));
    assertThat(fixture.writer.bars(batch)).isEqualTo(new WriteResult(0, 400, 0, 0));
    // One bar is corrected, one withdrawn, one told late as it was before its correction.
    Bar before = told.get(17);
    Bar corrected =
        new Bar(
            before.startNanos(),
            before.endNanos(),
            false,
            before.open(),
            before.high() + 100,
            before.low(),
            before.close(),
            before.volume(),
            before.notional(),
            Int128.ZERO,
            Int128.ZERO,
            7);
    BarBatch change = batch(series, List.of(corrected, told.get(30), before));
    change.knownNanos()[0] += 1000 * SECOND;
    change.knownNanos()[1] += 1000 * SECOND;
    change.knownNanos()[2] -= SECOND;
    change.deleted()[1] = true;
    assertThat(fixture.writer.bars(change)).isEqualTo(new WriteResult(2, 0, 0, 1));
    told.set(17, corrected);
    told.remove(30);
    for (Timeframe timeframe : Timeframe.STORED) {
      BarRules rules = new BarRules(minutes.calendar(), timeframe, false);
      assertThat(StoredBars.of(fixture.market.database(), series, timeframe))
          .as("%s", timeframe)
          .isEqualTo(RollUp.of(told, rules));
    }
    fixture.assertRecomputed(series);
    assertThat(
            fixture.text(
                "SELECT count(*) FROM md.bar_revision WHERE timeframe = '1m' AND series_id = "
                    + series))
        .isEqualTo("2");
  }

  private static BarBatch batch(int series, List<Bar> bars) {
    int n = bars.size();
    int[] numbers = new int[n];
    Arrays.fill(numbers, series);
    long[] known = bars.stream().mapToLong(b -> b.endNanos() + SECOND).toArray();
    return new BarBatch(
        n,
        numbers,
        bars.stream().mapToLong(Bar::startNanos).toArray(),
        known,
        new long[n],
        new boolean[n],
        bars.stream().mapToLong(Bar::open).toArray(),
        bars.stream().mapToLong(Bar::high).toArray(),
        bars.stream().mapToLong(Bar::low).toArray(),
        bars.stream().mapToLong(Bar::close).toArray(),
        bars.stream().map(Bar::volume).toArray(Int128[]::new),
        bars.stream().map(Bar::notional).toArray(Int128[]::new),
        bars.stream().mapToLong(Bar::tradeCount).toArray());
  }

  private static QuoteBatch quotes(int series, int n, Random random) {
    int[] numbers = new int[n];
    Arrays.fill(numbers, series);
    long[] ts = random.longs(n, START, START + 7_200 * SECOND).sorted().toArray();
    long[] seq = new long[n];
    long[] bid = new long[n];
    long[] ask = new long[n];
    long[] known = new long[n];
    for (int i = 0; i < n; i++) {
      seq[i] = i;
      bid[i] = random.nextInt(40) == 0 ? -1 : 1_08000000L + random.nextInt(100_000);
      ask[i] = bid[i] + random.nextInt(50) - 3;
      known[i] = ts[i] + random.nextLong(100 * SECOND);
    }
    return new QuoteBatch(n, numbers, ts, seq, bid, ask, null, null, known);
  }

  private static QuoteBatch slice(QuoteBatch all, int from, int to) {
    return new QuoteBatch(
        to - from,
        Arrays.copyOfRange(all.series(), from, to),
        Arrays.copyOfRange(all.tsNanos(), from, to),
        Arrays.copyOfRange(all.seq(), from, to),
        Arrays.copyOfRange(all.bid(), from, to),
        Arrays.copyOfRange(all.ask(), from, to),
        null,
        null,
        Arrays.copyOfRange(all.knownNanos(), from, to));
  }
}
