package dev.tidemark.smartdb.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tidemark.smartdb.DatabaseRole;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On a server with TimescaleDB ({@code -Dmarket.jdbc}); skipped on others. */
class TimescaleTest {
  private static ScratchDatabase market;

  /** Three weeks of minutes across a change of the clocks in New York, some of them missing. */
  private static final String MINUTES =
      """
      INSERT INTO md.bar_1m (series_id, ts, t_close, session_date, grid_no, partial, open, high, low,
        close, volume, notional, buy_volume, sell_volume, trade_count, min_known, max_known, updated_at)
      SELECT d.series_id, m.ts, m.ts + interval '1 minute', s.session_date,
        s.first_minute + (extract(epoch FROM m.ts - s.opens) / 60)::bigint, false,
        p.base, p.base + 2, p.base - 3, p.base + 1, p.base / 10, p.base * p.base / 10, 1, 2, 3,
        m.ts + interval '1 minute', m.ts + interval '1 minute', now()
      FROM md.series d
      JOIN md.calendar_session s ON s.calendar = d.calendar
        AND s.session_date BETWEEN '2026-10-19' AND '2026-11-06'
      CROSS JOIN LATERAL generate_series(s.opens, s.closes - interval '1 minute', '1 minute') m (ts)
      CROSS JOIN LATERAL (SELECT 100 + abs(hashint8(extract(epoch FROM m.ts)::bigint + d.series_id)) % 97 AS base) p
      WHERE abs(hashint8(extract(epoch FROM m.ts)::bigint)) % 7 <> 0
      """;

  /** Bars of a length straight from the minutes; label and end are QUANT 1.2. */
  private static final String EXPECTED =
      """
      SELECT b.series_id, x.ts, least(x.ts + length.of, s.closes) AS t_close, s.session_date,
        s.first_minute + (extract(epoch FROM x.ts - s.opens) / 60)::bigint AS grid_no,
        (array_agg(b.open ORDER BY b.ts))[1] AS open, max(b.high) AS high, min(b.low) AS low,
        (array_agg(b.close ORDER BY b.ts DESC))[1] AS close, sum(b.volume) AS volume,
        sum(b.notional) AS notional, sum(b.buy_volume) AS buy_volume,
        sum(b.sell_volume) AS sell_volume, sum(b.trade_count)::bigint AS trade_count,
        min(b.min_known) AS min_known, max(b.max_known) AS max_known
      FROM (SELECT '%s'::interval AS of) length, md.bar_1m b
      JOIN md.series d ON d.series_id = b.series_id
      JOIN md.calendar_session s ON s.calendar = d.calendar AND s.session_date = b.session_date
      CROSS JOIN LATERAL (SELECT date_bin(length.of, b.ts, s.opens) AS ts) x
      GROUP BY b.series_id, x.ts, s.opens, s.closes, s.session_date, s.first_minute, length.of
      """;

  @BeforeAll
  static void fill() throws Exception {
    market = TestMarket.create();
    assumeThat(InstalledBackEnd.of(market.database()).orElseThrow().backEnd())
        .as("the server has no TimescaleDB")
        .isEqualTo(BackEnd.TIMESCALE);
    execute(
        """
        INSERT INTO md.series (symbol, source, basis, calendar, asset_class) VALUES
          ('BTCUSD', 'a', 'TRADES', 'CRYPTO_24X7', 'CRYPTO'),
          ('SPY', 'a', 'TRADES', 'XNYS', 'EQUITY'),
          ('EURUSD', 'a', 'QUOTES', 'FX_24X5', 'FX')
        """);
    execute(MINUTES);
  }

  @AfterAll
  static void drop() {
    market.close();
  }

  @ParameterizedTest
  @CsvSource({"5m,5 minutes", "15m,15 minutes", "1h,1 hour", "4h,4 hours", "1d,1 day"})
  void longerBarsAreThoseOfTheMinutesHoweverMuchIsMaterialised(String name, String length)
      throws Exception {
    assertThat(differences(name, length)).isZero();
    Upkeep.of(market.database()).run();
    assertThat(number("SELECT count(*) FROM md.bar_" + name)).isPositive();
    assertThat(differences(name, length)).isZero();

    execute(
        """
        UPDATE md.bar_1m SET close = close + 0.5, volume = volume + 1, max_known = max_known + interval '1 day'
        WHERE extract(hour FROM ts AT TIME ZONE 'UTC') = 14 AND extract(minute FROM ts) < 7
        """);
    assertThat(number("SELECT count(*) FROM md.stale_bucket")).isPositive();
    assertThat(differences(name, length)).as("restated and not refreshed").isZero();
    execute("DELETE FROM md.bar_1m WHERE extract(hour FROM ts AT TIME ZONE 'UTC') = 18");
    assertThat(differences(name, length)).as("with bars gone").isZero();
    Upkeep.of(market.database()).run();
    assertThat(number("SELECT count(*) FROM md.stale_bucket")).isZero();
    assertThat(differences(name, length)).as("refreshed").isZero();
    execute(MINUTES + "ON CONFLICT DO NOTHING");
  }

  @Test
  void theAggregatesHoldWhatWasRefreshedAndOldChunksAreCompressed() throws Exception {
    Upkeep.of(market.database()).run();
    assertThat(
            number(
                "SELECT count(*) FROM timescaledb_information.continuous_aggregates"
                    + " WHERE view_schema = 'md' AND NOT materialized_only"))
        .isEqualTo(3);
    assertThat(
            number(
                "SELECT count(*) FROM timescaledb_information.chunks"
                    + " WHERE hypertable_schema = 'md' AND is_compressed"))
        .isPositive();
    // Below the fence nothing is left to compute from the minutes.
    execute("ALTER MATERIALIZED VIEW md.cagg_30m SET (timescaledb.materialized_only = true)");
    try {
      assertThat(
              number(
                  "SELECT count(*) FROM (SELECT series_id, date_bin('30 minutes', ts, '2000-01-01Z')"
                      + " FROM md.bar_1m, md.refresh_fence WHERE ts < until GROUP BY 1, 2) m"))
          .isEqualTo(number("SELECT count(*) FROM md.cagg_30m"));
    } finally {
      execute("ALTER MATERIALIZED VIEW md.cagg_30m SET (timescaledb.materialized_only = false)");
    }
  }

  @Test
  void aRefreshWaitsForWhoWroteBehindTheFenceItMoves() throws Exception {
    try (Connection writer = market.database().dataSource(DatabaseRole.OWNER).getConnection();
        Statement statement = writer.createStatement()) {
      writer.setAutoCommit(false);
      statement.execute(
          "UPDATE md.bar_1m SET volume = volume + 7 WHERE ts = (SELECT max(ts) FROM md.bar_1m)");
      CompletableFuture<Upkeep.Done> refresh =
          CompletableFuture.supplyAsync(() -> Upkeep.of(market.database()).run());
      while (number("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
          == 0) {
        assertThat(refresh).isNotDone();
        Thread.onSpinWait();
      }
      writer.commit();
      refresh.join();
    }
    assertThat(differences("1d", "1 day")).isZero();
  }

  @Test
  void theChoiceIsKept() {
    assertThat(MarketSchema.migrate(market.database()).applied()).isZero();
    assertThat(InstalledBackEnd.of(market.database()).orElseThrow().extension()).isNotEmpty();
  }

  private static long differences(String name, String length) throws SQLException {
    String columns =
        "series_id, ts, t_close, session_date, grid_no, open, high, low, close, volume, notional,"
            + " buy_volume, sell_volume, trade_count, min_known, max_known";
    String expected = EXPECTED.formatted(length);
    String found = "SELECT " + columns + " FROM md.bar_" + name;
    return number(
        "SELECT count(*) FROM (("
            + expected
            + " EXCEPT "
            + found
            + ") UNION ALL ("
            + found
            + " EXCEPT "
            + expected
            + ")) d");
  }

  private static long number(String query) throws SQLException {
    List<Long> values = new ArrayList<>();
    try (var connection = market.database().dataSource(DatabaseRole.OWNER).getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        values.add(rows.getLong(1));
      }
    }
    assertThat(values).hasSize(1);
    return values.getFirst();
  }

  private static void execute(String sql) throws SQLException {
    try (var connection = market.database().dataSource(DatabaseRole.OWNER).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
