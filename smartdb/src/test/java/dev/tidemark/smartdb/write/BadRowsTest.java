package dev.tidemark.smartdb.write;

import static dev.tidemark.smartdb.write.WriterFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.smartdb.market.Basis;
import dev.tidemark.smartdb.write.DeadLetter.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rows that cannot be stored are dead letters; the rest of their batch is stored. */
class BadRowsTest {
  private static final long START = Instant.parse("2024-03-05T12:00:00Z").getEpochSecond() * SECOND;
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
  void everyReasonIsToldAndTheRestIsStored() throws Exception {
    int series =
        fixture.series(WriterFixture.instrument("BAD", CalendarId.CRYPTO_24X7), Basis.TRADES);
    List<Trade> good = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      long ts = START + i * SECOND;
      good.add(Trade.of("t" + i, ts, i, 100_00000000L, 3_00000000L, ts));
    }
    TradeBatch batch = Batches.of(series, good);
    batch.size()[0] = -1;
    batch.tsNanos()[1] = Instant.parse("1989-12-31T23:59:59Z").getEpochSecond() * SECOND;
    batch.tsNanos()[2] = batch.knownNanos()[2] + 2 * 86_400 * SECOND;
    batch.tsNanos()[3] = Long.MAX_VALUE;
    batch.tradeId()[4] = "a\0b";
    batch.tradeId()[5] = "x".repeat(10_000_000);
    batch.op()[6] = 7;
    batch.flags()[7] = 16;
    batch.tradeId()[8] = "\ud800";
    batch.price()[9] = Long.MAX_VALUE;
    batch.size()[9] = Long.MAX_VALUE;
    batch.price()[10] = -1;
    WriteResult result = fixture.writer.trades(batch);
    assertThat(result).isEqualTo(new WriteResult(3, 0, 9, 0));
    assertThat(fixture.writer.trades(batch)).isEqualTo(new WriteResult(0, 3, 9, 0));
    assertThat(
            fixture.text(
                "SELECT string_agg(reason, ' ' ORDER BY dead_letter_id) FROM md.dead_letter"
                    + " WHERE origin = 'BAD@test'"))
        .isEqualTo(
            "NEGATIVE_SIZE TIME_OUT_OF_RANGE TIME_OUT_OF_RANGE TIME_OUT_OF_RANGE BAD_TEXT TOO_LONG"
                + " BAD_TYPE BAD_FLAGS BAD_TEXT");
    assertThat(fixture.text("SELECT count(*) FROM md.trade WHERE price < 0")).isEqualTo("1");
    fixture.assertRecomputed(series);
  }

  @Test
  void whatRetentionDroppedIsNotTakenBack() throws Exception {
    int series =
        fixture.series(WriterFixture.instrument("OLD", CalendarId.CRYPTO_24X7), Basis.TRADES);
    fixture.text(
        "INSERT INTO md.horizon VALUES (" + series + ", '2024-03-05T12:00:01Z') RETURNING 1");
    List<Trade> trades = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      long ts = START + i * SECOND;
      trades.add(Trade.of("t" + i, ts, i, 100_00000000L, 3_00000000L, ts));
    }
    assertThat(fixture.writer.trades(Batches.of(series, trades)))
        .isEqualTo(new WriteResult(2, 0, 1, 0));
    assertThat(fixture.text("SELECT reason FROM md.dead_letter WHERE origin = 'OLD@test'"))
        .isEqualTo("TOO_OLD");
  }

  @Test
  void sizesOf128BitsAreStoredAndLargerOnesRefused() throws Exception {
    int series =
        fixture.series(WriterFixture.instrument("HUGE", CalendarId.CRYPTO_24X7), Basis.TRADES);
    TradeBatch plain =
        Batches.of(
            series,
            List.of(
                Trade.of("a", START, 0, 1, 1, START),
                Trade.of("b", START, 1, 1, 1, START),
                Trade.of("c", START, 2, 1, 1, START)));
    TradeBatch batch =
        new TradeBatch(
            3,
            plain.series(),
            plain.tradeId(),
            plain.version(),
            plain.op(),
            plain.tsNanos(),
            plain.seq(),
            plain.price(),
            plain.size(),
            new long[] {0, 0x1000, 0x7000_0000},
            plain.side(),
            plain.flags(),
            plain.knownNanos());
    assertThat(fixture.writer.trades(batch)).isEqualTo(new WriteResult(2, 0, 1, 0));
    assertThat(
            fixture.text(
                "SELECT volume || ' ' || notional FROM md.bar_1d WHERE series_id = " + series))
        .isEqualTo("755578637259143.23419138 7555786.3725914323419138");
  }

  @Test
  void lettersOfRowsThatNeverBecameABatchAreStoredOnce() throws Exception {
    List<DeadLetter> letters =
        List.of(
            new DeadLetter("f.csv:2", Reason.PRICE_OUT_OF_RANGE, "price 1e30", "BTC,1e30"),
            new DeadLetter("f.csv:3", Reason.BAD_TEXT, "a\0b", "x".repeat(5_000) + "\0"));
    assertThat(fixture.writer.reject("trade", letters)).isEqualTo(2);
    assertThat(fixture.writer.reject("trade", letters)).isZero();
    assertThat(
            fixture.text(
                "SELECT max(length(payload)) FROM md.dead_letter WHERE origin LIKE 'f.csv:%'"))
        .isEqualTo("4096");
  }

  @Test
  void aSeriesKeepsItsMeaningAndAnUnknownNumberIsAnError() {
    var bars = WriterFixture.instrument("MEANING", CalendarId.XNYS);
    fixture.series(bars, Basis.BARS);
    assertThatThrownBy(() -> fixture.series(bars, Basis.TRADES))
        .isInstanceOfSatisfying(
            TidemarkException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.PRECONDITION_FAILED));
    assertThatThrownBy(
            () -> fixture.series(WriterFixture.instrument("a@b", CalendarId.XNYS), Basis.BARS))
        .hasMessageContaining("symbol");
    Trade trade = Trade.of("a", START, 0, 1, 1, START);
    assertThatThrownBy(() -> fixture.writer.trades(Batches.of(999_999, List.of(trade))))
        .hasMessageContaining("no such series");
  }
}
