package dev.tidemark.smartdb.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.embedded.Sql;
import dev.tidemark.smartdb.market.Basis;
import dev.tidemark.smartdb.market.ScratchDatabase;
import dev.tidemark.smartdb.market.SeriesSpec;
import dev.tidemark.smartdb.market.TestMarket;
import dev.tidemark.smartdb.write.MarketWriter;
import dev.tidemark.smartdb.write.PostgresMarketWriter;
import dev.tidemark.smartdb.write.WriteResult;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a tenant writes about its own instruments has the bars and features of shared ones. */
class PrivateInstrumentsTest {
  private static final String FROM = "'2024-06-03T00:00:00Z'";
  private static final String TO = "'2024-06-04T00:00:00Z'";
  private static final List<String> KNOWN =
      List.of(
          "'2024-06-03T01:05:00Z'", "'2024-06-03T01:31:07.5Z'", "'2024-06-03T03:00:00Z'", "NULL");

  private static ScratchDatabase market;
  private static HikariDataSource pool;
  private static TenantTransactions transactions;

  @BeforeAll
  static void install() throws Exception {
    market = TestMarket.create();
    pool = market.database().pool(DatabaseRole.APP, 2);
    transactions = new TenantTransactions(pool);
  }

  @AfterAll
  static void drop() {
    pool.close();
    market.close();
  }

  @Test
  void barsAndFeaturesOfTradesEqualThoseOfASharedSeries() throws Exception {
    for (long seed = 1; seed <= 3; seed++) {
      String name = "TRADES" + seed;
      SplittableRandom random = new SplittableRandom(seed);
      List<StoryBatch> batches = StoryBatch.of(random, 400, 6);
      try (MarketWriter shared = shared();
          MarketWriter mine = mine("anna")) {
        int there = shared.series(spec(name, "venue", Basis.TRADES));
        int here = mine.series(spec("private:" + name, "private", Basis.TRADES));
        for (StoryBatch batch : batches) {
          WriteResult one = shared.trades(batch.of(there));
          WriteResult other = mine.trades(batch.of(here));
          assertThat(other.stored() + other.superseded())
              .as("seed %d", seed)
              .isEqualTo(one.stored() + one.superseded());
          Sql.run(
              market.database(),
              DatabaseRole.INGEST,
              "SELECT md.judge_large_trades("
                  + there
                  + ", max(ts) - interval '10 seconds') FROM md.trade WHERE series_id = "
                  + there);
        }
        assertThat(mine.trades(batches.getFirst().of(here)).stored()).as("again").isZero();
      }
      sameAnswers(name, seed);
      assertThat(
              texts(
                  "SELECT count(*) FROM api.private_large_trade_flag WHERE symbol = 'private:"
                      + name
                      + "'"))
          .isNotEqualTo(List.of("0"))
          .isEqualTo(
              texts("SELECT count(*) FROM api.large_trade_flag WHERE symbol = '" + name + "'"));
    }
  }

  @Test
  void barsAndFeaturesOfQuotesAndOfBarsEqualThoseOfASharedSeries() throws Exception {
    SplittableRandom random = new SplittableRandom(4);
    try (MarketWriter shared = shared();
        MarketWriter mine = mine("anna")) {
      int there = shared.series(spec("QUOTES", "venue", Basis.QUOTES));
      int here = mine.series(spec("private:QUOTES", "private", Basis.QUOTES));
      for (int i = 0; i < 3; i++) {
        var rows = StoryBatch.quotes(random, 300, i * 300);
        assertThat(mine.quotes(rows.quotes(here))).isEqualTo(shared.quotes(rows.quotes(there)));
      }
      there = shared.series(spec("BARS", "venue", Basis.BARS));
      here = mine.series(spec("private:BARS", "private", Basis.BARS));
      for (int i = 0; i < 3; i++) {
        var rows = StoryBatch.bars(random, 80);
        shared.bars(rows.bars(there));
        mine.bars(rows.bars(here));
      }
    }
    sameAnswers("QUOTES", 4);
    sameAnswers("BARS", 4);
  }

  @Test
  void theSetFormAnswersForPrivateAndSharedSymbolsInTheirOrder() throws Exception {
    try (MarketWriter shared = shared();
        MarketWriter mine = mine("anna")) {
      StoryBatch batch = StoryBatch.of(new SplittableRandom(5), 100, 1).getFirst();
      shared.trades(batch.of(shared.series(spec("MIXED", "venue", Basis.TRADES))));
      mine.trades(batch.of(mine.series(spec("private:MIXED", "private", Basis.TRADES))));
    }
    String query =
        "SELECT row_no || ' ' || symbol || ' ' || (source IS NOT NULL) || ' ' ||"
            + " COALESCE(close::text, '-') FROM api.feature_pit_snapshots(ARRAY['private:MIXED',"
            + " 'MIXED', 'private:NONE', 'MIXED'], array_fill(timestamptz "
            + TO
            + ", ARRAY[4]))";
    List<String> rows = texts(query);
    assertThat(rows).hasSize(4);
    String close = rows.get(1).substring(rows.get(1).lastIndexOf(' '));
    assertThat(close).isNotEqualTo(" -");
    assertThat(rows)
        .containsExactly(
            "1 private:MIXED true" + close,
            "2 MIXED true" + close,
            "3 private:NONE false -",
            "4 MIXED true" + close);
    assertThat(texts("ben", query).getFirst()).isEqualTo("1 private:MIXED false -");
  }

  @Test
  void theSameNameIsAnotherInstrumentForAnotherTenantAndNumbersDoNotHelp() throws Exception {
    StoryBatch batch = StoryBatch.of(new SplittableRandom(6), 50, 1).getFirst();
    try (PrivateMarketWriter anna = mine("anna");
        PrivateMarketWriter ben = mine("ben")) {
      int hers = anna.series(spec("private:SAME", "private", Basis.TRADES));
      int his = ben.series(spec("private:SAME", "private", Basis.TRADES));
      assertThat(hers).isNegative().isNotEqualTo(his);
      anna.trades(batch.of(hers));
      assertThatThrownBy(() -> ben.trades(batch.of(hers)))
          .isInstanceOfSatisfying(
              TidemarkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
      String closes = "SELECT close FROM api.private_ohlc_1d WHERE symbol = 'private:SAME'";
      assertThat(texts("anna", closes)).hasSize(1);
      assertThat(texts("ben", closes)).isEmpty();
      assertThat(ben.drop("private:SAME")).isTrue();
      assertThat(texts("anna", closes)).hasSize(1);
      assertThat(anna.drop("private:SAME")).isTrue();
      assertThat(texts("anna", closes)).isEmpty();
      assertThat(texts("anna", "SELECT action FROM md.private_audit_log ORDER BY seq"))
          .contains("SERIES_MADE", "TRADES_WRITTEN", "SERIES_DROPPED");
    }
  }

  @Test
  void rowsThatCannotBeStoredRefuseTheirBatch() throws Exception {
    StoryBatch batch = StoryBatch.of(new SplittableRandom(7), 20, 1).getFirst();
    try (PrivateMarketWriter mine = mine("anna")) {
      int series = mine.series(spec("private:BAD", "private", Basis.TRADES));
      var bad = batch.of(series);
      bad.size()[3] = -1;
      assertThatThrownBy(() -> mine.trades(bad))
          .isInstanceOfSatisfying(
              TidemarkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT))
          .hasMessageContaining("size");
      assertThat(texts("SELECT * FROM md.private_trade_version WHERE series_id = " + series))
          .isEmpty();
      assertThatThrownBy(() -> mine.series(spec("AAPL", "private", Basis.TRADES)))
          .hasMessageContaining("private:AAPL");
      assertThatThrownBy(() -> mine.series(spec("private:BAD", "private", Basis.QUOTES)))
          .hasMessageContaining("another meaning");
      assertThatThrownBy(
              () -> {
                try (MarketWriter shared = shared()) {
                  shared.series(spec("private:STOLEN", "venue", Basis.TRADES));
                }
              })
          .isInstanceOf(TidemarkException.class);
    }
  }

  private static void sameAnswers(String name, long seed) {
    for (String known : KNOWN) {
      for (String timeframe : List.of("1m", "5m", "15m", "1h", "4h", "1d")) {
        same(
            name,
            "SELECT to_jsonb(b) - 'symbol' - 'source' - 'revision' FROM api.ohlc('%s', '"
                + timeframe
                + "', "
                + FROM
                + ", "
                + TO
                + ", "
                + known
                + ") b",
            seed);
      }
      same(
          name,
          "SELECT to_jsonb(f) - 'symbol' - 'source' FROM api.features('%s', "
              + FROM
              + ", "
              + TO
              + ", "
              + known
              + ") f",
          seed);
      for (int minute = 5; minute < 180; minute += 25) {
        same(
            name,
            "SELECT to_jsonb(s) - 'symbol' - 'source' FROM api.feature_pit_snapshot('%s',"
                + " timestamptz "
                + FROM
                + " + interval '"
                + minute
                + " minutes', "
                + known
                + ") s",
            seed);
      }
    }
    same(
        name,
        "SELECT to_jsonb(b) - 'symbol' - 'source' - 'revision' FROM api.%sohlc_5m b WHERE symbol",
        seed);
    same(name, "SELECT to_jsonb(b) - 'symbol' - 'source' FROM api.%sewm_12 b WHERE symbol", seed);
  }

  private static void same(String name, String query, long seed) {
    boolean view = query.endsWith("symbol");
    String theirs =
        view ? query.replace("%s", "") + " = '" + name + "'" : query.replace("%s", name);
    String mine =
        view
            ? query.replace("%s", "private_") + " = 'private:" + name + "'"
            : query.replace("%s", "private:" + name);
    String sorted = view ? " ORDER BY ts" : "";
    List<String> expected = texts(theirs + sorted);
    if (view) {
      assertThat(expected).isNotEmpty();
    }
    assertThat(texts(mine + sorted)).as("seed %d: %s", seed, mine).isEqualTo(expected);
  }

  private static List<String> texts(String query) {
    return texts("anna", query);
  }

  private static List<String> texts(String tenant, String query) {
    return transactions.run(
        tenant,
        connection -> {
          List<String> rows = new ArrayList<>();
          try (Statement statement = connection.createStatement();
              ResultSet found = statement.executeQuery(query)) {
            while (found.next()) {
              rows.add(String.valueOf(found.getString(1)));
            }
          }
          return rows;
        });
  }

  private static MarketWriter shared() {
    return new PostgresMarketWriter(
        market.database().dataSource(DatabaseRole.INGEST),
        InstantSource.fixed(Instant.parse("2025-01-01T00:00:00Z")));
  }

  private static PrivateMarketWriter mine(String tenant) {
    return new PrivateMarketWriter(pool, tenant);
  }

  private static SeriesSpec spec(String symbol, String source, Basis basis) {
    return new SeriesSpec(
        new Instrument(symbol, AssetClass.CRYPTO, CalendarId.CRYPTO_24X7, null, false),
        source,
        basis,
        SeriesSpec.DEFAULT_RANK);
  }
}
