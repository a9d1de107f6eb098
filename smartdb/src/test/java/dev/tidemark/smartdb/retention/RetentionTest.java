package dev.tidemark.smartdb.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.market.Basis;
import dev.tidemark.smartdb.market.ScratchDatabase;
import dev.tidemark.smartdb.market.SeriesSpec;
import dev.tidemark.smartdb.market.TestMarket;
import dev.tidemark.smartdb.market.Upkeep;
import dev.tidemark.smartdb.write.PostgresMarketWriter;
import dev.tidemark.smartdb.write.TradeBatch;
import dev.tidemark.smartdb.write.WriteResult;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RetentionTest {
  private static final Instant NOW = Instant.parse("2026-03-20T12:00:00Z");
  private static final long HOUR = 3_600_000_000_000L;

  @Test
  void whatIsOlderThanTheWindowIsDroppedAndNeverSilentlyMissing() throws Exception {
    try (ScratchDatabase market = TestMarket.create();
        var writer =
            new PostgresMarketWriter(
                market.database().dataSource(DatabaseRole.INGEST), () -> NOW)) {
      int live = writer.series(spec("LIVE"));
      int replayed = writer.series(spec("REPLAYED"));
      long today = NOW.getEpochSecond() * 1_000_000_000L;
      // Three weeks of hours up to now, and ten days of hours of three months ago.
      TradeBatch all = hours(live, today - 21 * 24 * HOUR, 21 * 24);
      assertThat(writer.trades(all).stored()).isEqualTo(all.rows());
      writer.trades(hours(replayed, today - 90 * 24 * HOUR, 10 * 24));
      Upkeep.of(market.database()).run();

      Retention.Outcome outcome = Retention.run(market.database(), Duration.ofDays(14));
      Upkeep.of(market.database()).run();

      Instant horizon = Instant.parse("2026-03-06T00:00:00Z");
      assertThat(outcome.horizons())
          .containsExactly(new Retention.Horizon("LIVE", "test", horizon));
      assertThat(number(market, "SELECT count(*) FROM md.trade WHERE series_id = " + replayed))
          .isEqualTo(240);
      for (String relation : new String[] {"trade", "bar_1m", "bar_5m", "bar_1h", "bar_1d"}) {
        assertThat(
                number(
                    market,
                    "SELECT extract(epoch FROM min(ts))::bigint FROM md."
                        + relation
                        + " WHERE series_id = "
                        + live))
            .as(relation)
            .isEqualTo(horizon.getEpochSecond());
      }
      assertThat(
              number(
                  market,
                  "SELECT trade_count FROM api.ohlc('LIVE', '1d', '2026-03-06', '2026-03-07')"))
          .isEqualTo(24);
      assertThatThrownBy(
              () ->
                  number(
                      market,
                      "SELECT count(*) FROM api.ohlc('LIVE', '1d', '2026-03-05', '2026-03-07')"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("2026-03-06 00:00:00");

      assertThat(writer.trades(hours(live, today - 20 * 24 * HOUR, 3)))
          .isEqualTo(new WriteResult(0, 0, 3, 0));
      assertThat(number(market, "SELECT count(*) FROM md.dead_letter WHERE reason = 'TOO_OLD'"))
          .isEqualTo(3);
      Retention.Outcome again = Retention.run(market.database(), Duration.ofDays(14));
      assertThat(again.rows()).isZero();
      assertThat(again.horizons()).isEqualTo(outcome.horizons());
      assertThatThrownBy(() -> Retention.run(market.database(), Duration.ofHours(1)))
          .isInstanceOf(TidemarkException.class);
    }
  }

  private static SeriesSpec spec(String symbol) {
    return new SeriesSpec(
        new Instrument(symbol, AssetClass.CRYPTO, CalendarId.CRYPTO_24X7, null, false),
        "test",
        Basis.TRADES,
        100);
  }

  private static TradeBatch hours(int series, long from, int count) {
    int[] numbers = new int[count];
    Arrays.fill(numbers, series);
    int[] version = new int[count];
    Arrays.fill(version, 1);
    long[] ts = new long[count];
    long[] price = new long[count];
    String[] id = new String[count];
    for (int i = 0; i < count; i++) {
      ts[i] = from + i * HOUR;
      price[i] = 100_000_000L + i;
      id[i] = "t" + ts[i];
    }
    return new TradeBatch(
        count,
        numbers,
        id,
        version,
        new byte[count],
        ts,
        new long[count],
        price,
        price,
        null,
        new byte[count],
        new byte[count],
        ts);
  }

  private static long number(ScratchDatabase market, String query) throws SQLException {
    try (var connection = market.database().dataSource(DatabaseRole.OWNER).getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
