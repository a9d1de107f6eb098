package dev.tidemark.app.command.smartdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.app.CliHarness;
import dev.tidemark.app.CliHarness.Outcome;
import dev.tidemark.app.wiring.Databases;
import dev.tidemark.smartdb.DatabaseRole;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The loader and the check over real data, and over a file that has everything wrong with it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LoadAndCheckTest {
  private static final Path DATA =
      Path.of(System.getProperty("project.root", "."), "..", "shared", "data", "open").normalize();

  @TempDir private static Path directory;
  private static CliHarness cli;
  private static Databases.Opened database;

  /** The server stays up between the commands. */
  @BeforeAll
  static void start() {
    cli = new CliHarness(directory);
    database = Databases.embedded(cli.home(), 0);
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @Test
  @Order(1)
  void realDataAreTheSameInTheDatabaseAndInTheKernels() throws Exception {
    assumeTrue(Files.isDirectory(DATA), "no market data under " + DATA + ": skipped");
    for (String file :
        List.of(
            "ws-binance/spot_btcusdt_20240808.jsonl.gz",
            "ws-binance/spot_btcusdt_20240809.jsonl.gz",
            "lean/forex/oanda/tick/eurusd/20140502_quote.zip",
            "lean/forex/fxcm/tick/eurusd/20140502_quote.zip",
            "lean/crypto/coinbase/minute/btcusd/20180404_trade.zip",
            "lean/crypto/coinbase/minute/btcusd/20180405_trade.zip")) {
      run("backfill", "--provider", "files", "--path", DATA.resolve(file).toString(), "--yes");
    }
    JsonNode loaded = run("smartdb", "load", "--from", "bronze", "--json").json();
    assertThat(loaded.path("rejected").asLong()).isZero();
    assertThat(loaded.path("stored").asLong()).isEqualTo(loaded.path("rows").asLong());

    Outcome checked = run("smartdb", "check", "--probes", "60", "--json");
    List<String> verdicts = new ArrayList<>();
    checked
        .json()
        .path("features")
        .forEach(
            each -> {
              verdicts.add(each.path("series").asText() + " " + each.path("feature").asText());
              assertThat(each.path("rows").asLong()).as(each.toString()).isPositive();
            });
    assertThat(verdicts)
        .contains(
            "BTCUSDT@binance large_trade_flag",
            "BTCUSDT@binance trade_imbalance_5m",
            "EURUSD@fxcm sma_20",
            "EURUSD@oanda ewm_12",
            "EURUSD@oanda bidask_spread",
            "BTCUSD@coinbase volatility_1h",
            "BTCUSD@coinbase feature_pit_snapshot");
    Outcome known = run("smartdb", "check", "--as-known", "2014-05-02T12:00:00Z", "--probes", "5");
    assertThat(known.out()).contains("different=0");
  }

  @Test
  @Order(2)
  void whatIsThereIsNotReadAgainAndWhenItIsNothingChanges() {
    assumeTrue(Files.isDirectory(DATA), "no market data under " + DATA + ": skipped");
    JsonNode second = run("smartdb", "load", "--from", "bronze", "--json").json();
    assertThat(second.path("rows").asLong()).isZero();
    assertThat(second.path("parts_skipped").asInt()).isPositive();
    JsonNode again =
        run("smartdb", "load", "--from", "bronze", "--again", "--instruments", "BTCUSDT", "--json")
            .json();
    assertThat(again.path("stored").asLong()).isZero();
    assertThat(again.path("repeated").asLong()).isEqualTo(again.path("rows").asLong()).isPositive();
  }

  @Test
  @Order(3)
  void oneWrongValueIsFoundAndNamed() throws Exception {
    assumeTrue(Files.isDirectory(DATA), "no market data under " + DATA + ": skipped");
    String where =
        " WHERE series_id = (SELECT series_id FROM md.series WHERE source = 'coinbase')"
            + " AND ts = '2018-04-04 13:05:00Z'";
    execute("UPDATE md.bar_5m SET high = high + 0.00000001" + where);
    execute("UPDATE md.bar_1m SET close_f8 = close_f8 * 1.0000001" + where);
    Outcome checked =
        cli.run("smartdb", "check", "--instruments", "BTCUSD@coinbase", "--probes", "0");
    assertThat(checked.exitCode()).isEqualTo(1);
    assertThat(checked.out())
        .contains("BTCUSD@coinbase ohlc_5m first differs: 2018-04-04T13:05:00Z high: kernel ")
        .contains("BTCUSD@coinbase sma_20 first differs: 2018-04-04T13:05:00Z")
        .doesNotContain("ohlc_15m first differs");
  }

  @Test
  @Order(4)
  void badLinesOfAFileAreDeadLettersWithTheirNumberAndTheRestIsLoaded() throws Exception {
    Path file = directory.resolve("desk.csv");
    StringBuilder text = new StringBuilder("symbol,ts,trade_id,price,size,side,version,op,known\n");
    text.append("DESKUSD,2024-03-04T10:00:00Z,a,100.5,1,BUY,,,\n");
    text.append("DESKUSD,2024-03-04T10:00:01Z,b,101,-1,BUY,,,\n");
    text.append("DESKUSD,2124-03-04T10:00:01Z,c,101,1,BUY,,,\n");
    text.append("DESKUSD,2024-03-04T10:00:02Z,d,1e30,1,BUY,,,\n");
    text.append("DESK\0USD,2024-03-04T10:00:02Z,e,101,1,BUY,,,\n");
    text.append("X".repeat(10 << 20)).append(",2024-03-04T10:00:02Z,f,101,1,BUY,,,\n");
    text.append("DESKUSD,yesterday,g,101,1,BUY,,,\n");
    text.append("DESKUSD,2024-03-04T10:00:02Z,h,cheap,1,BUY,,,\n");
    text.append("DESKUSD,2024-03-04T10:00:02Z,i,101,1,UP,,,\n");
    text.append("DESKUSD,2024-03-04T10:00:02Z,j,101\n");
    text.append("Y".repeat(65)).append(",2024-03-04T10:00:02Z,k,101,1,BUY,,,\n");
    text.append("DESKUSD,2024-03-04T10:00:30Z,l,0,1,BUY,,,\n");
    text.append("DESKUSD,2024-03-04T10:00:40Z,m,102,2,SELL,1,NEW,\n");
    text.append("DESKUSD,2024-03-04T10:00:40Z,m,103,2,SELL,2,CORRECT,2024-03-04T11:00:00Z\n");
    Files.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    String[] load = {
      "smartdb", "load", "--from", file.toString(), "--source", "desk", "--asset-class", "CRYPTO"
    };
    assertThat(run(load).out()).contains("10 bad lines");
    assertThat(run(load).out()).contains("10 bad lines");
    assertThat(
            texts(
                "SELECT origin || ' ' || reason FROM md.dead_letter WHERE origin LIKE 'desk.csv:%'"
                    + " ORDER BY split_part(origin, ':', 2)::int"))
        .containsExactly(
            "desk.csv:3 NEGATIVE_SIZE",
            "desk.csv:4 TIME_OUT_OF_RANGE",
            "desk.csv:5 PRICE_OUT_OF_RANGE",
            "desk.csv:6 BAD_TEXT",
            "desk.csv:7 TOO_LONG",
            "desk.csv:8 BAD_TYPE",
            "desk.csv:9 BAD_TYPE",
            "desk.csv:10 BAD_TYPE",
            "desk.csv:11 BAD_TYPE",
            "desk.csv:12 TOO_LONG");
    assertThat(
            texts(
                "SELECT open || ' ' || close || ' ' || volume || ' ' || trade_count"
                    + " FROM api.ohlc('DESKUSD', '1m', '2024-03-04', '2024-03-05')"))
        .containsExactly("100.50000000 103.00000000 3.00000000 2");
    assertThat(
            texts(
                "SELECT close::text FROM api.ohlc('DESKUSD', '1m', '2024-03-04', '2024-03-05',"
                    + " '2024-03-04 10:30Z')"))
        .containsExactly("102.00000000");
  }

  @Test
  @Order(5)
  void aFileThatIsNoCsvOfTradesIsRefused() throws Exception {
    Path file = Files.writeString(directory.resolve("wrong.csv"), "symbol,ts,prize,size\n");
    Outcome outcome = cli.run("smartdb", "load", "--from", file.toString());
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("did you mean 'price'?");
  }

  private static Outcome run(String... arguments) {
    Outcome outcome = cli.run(arguments);
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
    return outcome;
  }

  private static void execute(String sql) throws Exception {
    try (Connection connection =
            database.database().dataSource(DatabaseRole.OWNER).getConnection();
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isEqualTo(1);
    }
  }

  private static List<String> texts(String query) throws Exception {
    List<String> texts = new ArrayList<>();
    try (Connection connection =
            database.database().dataSource(DatabaseRole.OWNER).getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }
}
