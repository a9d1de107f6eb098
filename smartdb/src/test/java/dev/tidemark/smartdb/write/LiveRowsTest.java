package dev.tidemark.smartdb.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.core.bars.BarRevision;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.live.AlertRevision;
import dev.tidemark.core.live.AlertRevision.Status;
import dev.tidemark.core.live.FeatureGroup;
import dev.tidemark.core.live.FeatureRevision;
import dev.tidemark.core.micro.LargeTradeAlert;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.number.Int128;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.market.Basis;
import dev.tidemark.smartdb.write.LiveRows.LiveAlert;
import dev.tidemark.smartdb.write.LiveRows.LiveBar;
import dev.tidemark.smartdb.write.LiveRows.LiveFeatures;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rows give way to later revisions only, within a batch and between batches. */
class LiveRowsTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_040L);
  private static final long START = NOW.getEpochSecond() * 1_000_000_000L;
  private static final TradeBatch NO_TRADES = Batches.of(0, List.of());
  private static final QuoteBatch NO_QUOTES =
      new QuoteBatch(
          0,
          new int[0],
          new long[0],
          new long[0],
          new long[0],
          new long[0],
          null,
          null,
          new long[0]);

  @Test
  void laterRevisionsStayInWhateverOrderTheyAreWritten() throws Exception {
    try (WriterFixture fixture = new WriterFixture();
        PostgresMarketWriter writer = writer(fixture)) {
      int series =
          fixture.series(WriterFixture.instrument("LIVE", CalendarId.CRYPTO_24X7), Basis.TRADES);

      live(writer, bars(bar(series, 0, 10), bar(series, 2, 30), bar(series, 1, 20)));
      assertThat(fixture.text("SELECT close FROM api.stream_bar WHERE symbol = 'LIVE'"))
          .isEqualTo("0.00000030");
      live(writer, bars(bar(series, 1, 20)));
      assertThat(fixture.text("SELECT revision FROM api.stream_bar")).isEqualTo("2");
      live(
          writer,
          bars(
              new LiveBar(
                  series, Timeframe.M1, new BarRevision(START, 3, START, Optional.empty()))));
      assertThat(fixture.text("SELECT count(*) FROM api.stream_bar")).isEqualTo("0");
      assertThat(fixture.text("SELECT revision FROM md.stream_bar")).isEqualTo("3");

      double[] values = new double[FeatureGroup.QUOTES.features().size()];
      Arrays.fill(values, Double.NaN);
      values[0] = 1e-300;
      live(writer, features(series, 1, values));
      live(writer, features(series, 0, new double[0]));
      assertThat(
              fixture.text("SELECT value FROM api.stream_feature WHERE feature = 'bidask_spread'"))
          .isEqualTo("1e-300");
      assertThat(fixture.text("SELECT count(*) FROM api.stream_feature WHERE value IS NULL"))
          .isEqualTo("4");

      live(writer, alerts(series, Status.PROVISIONAL, Status.FINAL));
      live(writer, alerts(series, Status.PROVISIONAL));
      live(writer, alerts(series, Status.WITHDRAWN));
      assertThat(fixture.text("SELECT status FROM api.stream_alert")).isEqualTo("FINAL");

      fixture.text(
          "INSERT INTO md.horizon (series_id, horizon) VALUES (%d, '2030-01-01') RETURNING 1"
              .formatted(series));
      for (String table : List.of("stream_bar", "stream_feature", "stream_alert")) {
        assertThat(fixture.text("SELECT count(*) FROM md." + table)).as(table).isEqualTo("0");
      }
    }
  }

  @Test
  void whatIsComputedIsStoredWithItsRecordsOrNeither() throws Exception {
    try (WriterFixture fixture = new WriterFixture();
        PostgresMarketWriter writer = writer(fixture)) {
      int series =
          fixture.series(WriterFixture.instrument("BOTH", CalendarId.CRYPTO_24X7), Basis.TRADES);
      TradeBatch first = Batches.of(series, List.of(Trade.of("a", START, 0, 10, 5, START)));
      LiveRows ofNoSeries = bars(bar(series + 1_000, 0, 10));
      assertThatThrownBy(() -> writer.live(first, NO_QUOTES, ofNoSeries))
          .isInstanceOfSatisfying(
              TidemarkException.class,
              error -> assertThat(error.code()).isEqualTo(ErrorCode.UNAVAILABLE));
      assertThat(fixture.text("SELECT count(*) FROM md.trade")).isEqualTo("0");

      writer.live(first, NO_QUOTES, bars(bar(series, 0, 10)));
      // As after a crash: the records were told before, what is computed has gone on.
      writer.live(first, NO_QUOTES, bars(bar(series, 1, 11)));
      assertThat(fixture.text("SELECT count(*) FROM md.trade")).isEqualTo("1");
      assertThat(fixture.text("SELECT revision FROM md.stream_bar")).isEqualTo("1");
    }
  }

  @Test
  void whatIsComputedGoesWithTheQuotesWhereThereAreAny() throws Exception {
    try (WriterFixture fixture = new WriterFixture();
        PostgresMarketWriter writer = writer(fixture)) {
      int traded =
          fixture.series(WriterFixture.instrument("TRADED", CalendarId.CRYPTO_24X7), Basis.TRADES);
      int quoted =
          fixture.series(WriterFixture.instrument("QUOTED", CalendarId.CRYPTO_24X7), Basis.QUOTES);
      TradeBatch trades = Batches.of(traded, List.of(Trade.of("a", START, 0, 10, 5, START)));
      QuoteBatch quotes = quote(quoted);
      LiveRows ofNoSeries = bars(bar(quoted + 1_000, 0, 10));
      assertThatThrownBy(() -> writer.live(NO_TRADES, quotes, ofNoSeries))
          .isInstanceOf(TidemarkException.class);
      assertThatThrownBy(() -> writer.live(trades, quotes, ofNoSeries))
          .isInstanceOf(TidemarkException.class);
      assertThat(fixture.text("SELECT count(*) FROM md.quote")).isEqualTo("0");

      writer.live(trades, quotes, bars(bar(traded, 0, 10), bar(quoted, 0, 10)));
      assertThat(fixture.text("SELECT count(*) FROM md.trade")).isEqualTo("1");
      assertThat(fixture.text("SELECT count(*) FROM md.quote")).isEqualTo("1");
      assertThat(fixture.text("SELECT count(*) FROM md.stream_bar")).isEqualTo("2");
    }
  }

  private static QuoteBatch quote(int series) {
    return new QuoteBatch(
        1,
        new int[] {series},
        new long[] {START},
        new long[] {1},
        new long[] {9},
        new long[] {11},
        null,
        null,
        new long[] {START});
  }

  private static PostgresMarketWriter writer(WriterFixture fixture) {
    return new PostgresMarketWriter(
        fixture.market.database().dataSource(DatabaseRole.INGEST), () -> NOW);
  }

  private static void live(PostgresMarketWriter writer, LiveRows rows) {
    writer.live(NO_TRADES, NO_QUOTES, rows);
  }

  private static LiveRows bars(LiveBar... bars) {
    return new LiveRows(List.of(bars), List.of(), List.of());
  }

  private static LiveBar bar(int series, int revision, long price) {
    Int128 one = Int128.of(1);
    long end = START + Timeframe.M1.nanos();
    Bar bar = new Bar(START, end, false, price, price, price, price, one, one, one, Int128.ZERO, 1);
    return new LiveBar(
        series, Timeframe.M1, new BarRevision(START, revision, end + revision, Optional.of(bar)));
  }

  private static LiveRows features(int series, int revision, double[] values) {
    FeatureRevision told =
        new FeatureRevision(
            FeatureGroup.QUOTES,
            START,
            START + Timeframe.M1.nanos(),
            revision,
            START + Timeframe.M1.nanos(),
            values);
    return new LiveRows(List.of(), List.of(new LiveFeatures(series, told)), List.of());
  }

  private static LiveRows alerts(int series, Status... statuses) {
    LargeTradeAlert trades = new LargeTradeAlert(START, "a", "b", "c");
    return new LiveRows(
        List.of(),
        List.of(),
        Arrays.stream(statuses)
            .map(status -> new LiveAlert(series, new AlertRevision("id", status, trades, START)))
            .toList());
  }
}
