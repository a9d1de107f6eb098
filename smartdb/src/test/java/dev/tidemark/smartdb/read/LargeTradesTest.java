package dev.tidemark.smartdb.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.micro.LargeTradeDetector;
import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.market.Basis;
import dev.tidemark.smartdb.market.ScratchDatabase;
import dev.tidemark.smartdb.market.SeriesSpec;
import dev.tidemark.smartdb.market.TestMarket;
import dev.tidemark.smartdb.write.Batches;
import dev.tidemark.smartdb.write.MarketWriter;
import dev.tidemark.smartdb.write.PostgresMarketWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the database calls a large trade, against the kernel and golden file 19. */
class LargeTradesTest {
  private static final Path GOLDEN = Path.of("..", "golden/src/main/golden/19_cep.json");
  private static final long START = 1_715_004_000_000_000_000L;

  private static ScratchDatabase market;
  private static MarketWriter writer;

  @BeforeAll
  static void open() throws Exception {
    market = TestMarket.create();
    writer =
        new PostgresMarketWriter(
            market.database().dataSource(DatabaseRole.INGEST),
            () -> Instant.parse("2025-01-01T00:00:00Z"));
  }

  @AfterAll
  static void close() {
    writer.close();
    market.close();
  }

  @Test
  void theVectorsOfTheGoldenFile() throws Exception {
    String json = Files.readString(GOLDEN);
    List<Trade> trades = new ArrayList<>();
    List<String> large = new ArrayList<>();
    List<String> alerts = new ArrayList<>();
    try (Connection connection = market.database().dataSource(DatabaseRole.OWNER).getConnection()) {
      rows(
          connection,
          "SELECT trade_id, ts, seq, (price * 1e8)::bigint, (size * 1e8)::bigint"
              + " FROM jsonb_to_recordset(?::jsonb -> 'trades') AS t (trade_id text, ts bigint,"
              + " seq bigint, price numeric, size numeric)",
          json,
          row ->
              trades.add(
                  trade(
                      row.getString(1),
                      row.getLong(2),
                      row.getLong(3),
                      row.getLong(4),
                      row.getLong(5))));
      rows(
          connection,
          "SELECT * FROM jsonb_array_elements_text(?::jsonb -> 'large')",
          json,
          row -> large.add(row.getString(1)));
      rows(
          connection,
          "SELECT a #>> '{trade_ids,0}' || ' ' || (a #>> '{trade_ids,1}') || ' ' ||"
              + " (a #>> '{trade_ids,2}') FROM jsonb_array_elements(?::jsonb -> 'alerts') a",
          json,
          row -> alerts.add(row.getString(1)));
    }
    assertThat(large).isNotEmpty();
    int series = store("GOLDEN", trades);
    flag(series, trades.getLast().tsNanos() + 1_000_000_000L);
    assertThat(flagged("GOLDEN")).isEqualTo(large);
    assertThat(raised("GOLDEN")).isEqualTo(alerts);
  }

  @Test
  void randomTradesInStepsWithNotionalsOfExactlyTenTimesTheMedian() throws Exception {
    for (int seed = 1; seed <= 3; seed++) {
      Random random = new Random(seed);
      List<Trade> trades = new ArrayList<>();
      LargeTradeDetector kernel = new LargeTradeDetector();
      List<String> large = new ArrayList<>();
      List<String> alerts = new ArrayList<>();
      long ts = START;
      for (int i = 0; i < 3_000; i++) {
        ts += random.nextLong(20_000_000_000L) * (random.nextInt(200) == 0 ? 300 : 1);
        // Few prices and sizes, so that ties at the border are the rule.
        long price = seed == 3 ? 1_00000000L + random.nextLong(1_000_000L) : 2_00000000L;
        long size = (1 + random.nextInt(3)) * (random.nextInt(25) == 0 ? 10_0000000L : 1_0000000L);
        Trade trade = trade("t" + i, ts, i, price, size);
        trades.add(trade);
        kernel
            .trade(trade.tradeId(), ts, price, size)
            .ifPresent(a -> alerts.add(a.firstId() + " " + a.secondId() + " " + a.thirdId()));
        if (kernel.wasLarge()) {
          large.add(trade.tradeId());
        }
      }
      String symbol = "RANDOM" + seed;
      int series = store(symbol, trades);
      // In steps: the second begins where the first ended.
      flag(series, trades.get(777).tsNanos());
      flag(series, trades.get(2_001).tsNanos() + 5);
      flag(series, ts + 1_000_000_000L);
      assertThat(flagged(symbol)).as("seed %s", seed).isEqualTo(large).isNotEmpty();
      assertThat(raised(symbol)).as("seed %s", seed).isEqualTo(alerts);
    }
  }

  private static Trade trade(String id, long ts, long seq, long price, long size) {
    return new Trade(id, 1, TradeOp.NEW, ts, seq, price, size, ts, null, true, true, true);
  }

  private static int store(String symbol, List<Trade> trades) {
    Instrument instrument =
        new Instrument(symbol, AssetClass.CRYPTO, CalendarId.CRYPTO_24X7, null, false);
    int series = writer.series(new SeriesSpec(instrument, "test", Basis.TRADES, 100));
    writer.trades(Batches.of(series, trades));
    return series;
  }

  private static void flag(int series, long untilNanos) throws SQLException {
    try (Connection connection = market.database().dataSource(DatabaseRole.INGEST).getConnection();
        var call = connection.prepareStatement("SELECT md.judge_large_trades(?, ?::timestamptz)")) {
      call.setInt(1, series);
      call.setString(2, Instant.ofEpochSecond(0, untilNanos / 1_000 * 1_000).toString());
      call.execute();
    }
  }

  private static List<String> flagged(String symbol) throws SQLException {
    return texts(
        "SELECT trade_id FROM api.large_trade_flag WHERE symbol = ?"
            + " ORDER BY ts, ts_nanos, trade_id",
        symbol);
  }

  private static List<String> raised(String symbol) throws SQLException {
    return texts(
        "SELECT first_id || ' ' || second_id || ' ' || third_id FROM api.large_trade_alert"
            + " WHERE symbol = ? ORDER BY ts, ts_nanos",
        symbol);
  }

  private static List<String> texts(String query, String argument) throws SQLException {
    List<String> all = new ArrayList<>();
    try (Connection connection =
        market.database().dataSource(DatabaseRole.READER).getConnection()) {
      rows(connection, query, argument, row -> all.add(row.getString(1)));
    }
    return all;
  }

  private interface Row {
    void read(ResultSet row) throws SQLException;
  }

  private static void rows(Connection connection, String query, String argument, Row reader)
      throws SQLException {
    try (var statement = connection.prepareStatement(query)) {
      statement.setString(1, argument);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          reader.read(row);
        }
      }
    }
  }
}
