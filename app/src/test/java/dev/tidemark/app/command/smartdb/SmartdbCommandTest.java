package dev.tidemark.app.command.smartdb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.app.CliHarness;
import dev.tidemark.app.cli.HomeOptions;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.wiring.Databases;
import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.market.Basis;
import dev.tidemark.smartdb.market.SeriesSpec;
import dev.tidemark.smartdb.write.MarketWriter;
import dev.tidemark.smartdb.write.PostgresMarketWriter;
import dev.tidemark.smartdb.write.TradeBatch;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmartdbCommandTest {

  @Test
  void itMigratesTellsWhatIsThereAndLetsReadersRead(@TempDir Path directory) throws IOException {
    Path programs = Files.createDirectory(directory.resolve("bin"));
    CliHarness cli = new CliHarness(directory).with("PATH", programs.toString());

    JsonNode first = cli.run("smartdb", "migrate", "--json").json();
    assertThat(first.path("applied").asInt()).isPositive();
    assertThat(first.path("back_end").asText()).isEqualTo("PLAIN");
    JsonNode again = cli.run("smartdb", "migrate", "--json").json();
    assertThat(again.path("applied").asInt()).isZero();
    assertThat(again.path("version")).isEqualTo(first.path("version"));

    JsonNode status = cli.run("smartdb", "status", "--json").json();
    assertThat(status.path("schema_version")).isEqualTo(first.path("version"));
    assertThat(status.path("bytes").asLong()).isPositive();
    assertThat(status.path("tables").findValuesAsText("table"))
        .contains("bar_1m", "bar_1d", "quote", "series", "trade")
        .allSatisfy(name -> assertThat(name).doesNotContain("p20"));
    assertThat(cli.run("smartdb", "status").out())
        .contains("Back end  PLAIN, PostgreSQL 18", "calendar_session");

    JsonNode retained = cli.run("smartdb", "retain", "--days", "2", "--json").json();
    assertThat(retained.path("rows_deleted").asLong()).isZero();
    assertThat(retained.path("horizons").isArray()).isTrue();

    JsonNode rows =
        cli.run("smartdb", "psql", "-c", "SELECT current_user, 1 AS one", "--json").json();
    assertThat(rows.path("rows").get(0).path("current_user").asText()).isEqualTo("tidemark_reader");
    assertThat(rows.path("rows").get(0).path("one").asInt()).isEqualTo(1);
    CliHarness.Outcome refused = cli.run("smartdb", "psql", "-c", "SELECT * FROM md.dead_letter");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("The statement failed", "permission denied");

    CliHarness.Outcome missing = cli.run("smartdb", "psql");
    assertThat(missing.exitCode()).isEqualTo(3);
    assertThat(missing.err()).contains("psql cannot be run", "-c SQL");

    Path psql = Files.writeString(programs.resolve("psql"), script(directory.resolve("told")));
    Files.setPosixFilePermissions(psql, PosixFilePermissions.fromString("rwx------"));
    assertThat(cli.run("smartdb", "psql", "--", "--csv", "-f", "x.sql").exitCode()).isEqualTo(7);
    assertThat(Files.readString(directory.resolve("told")))
        .startsWith("127.0.0.1 ")
        .contains(" tidemark tidemark_reader ")
        .contains("search_path=api")
        .endsWith("--csv -f x.sql\n");
  }

  @Test
  void statusTellsHowFreshFeaturesAreAndWhatWasRefused(@TempDir Path directory) {
    CliHarness cli = new CliHarness(directory);
    Settings settings = new HomeOptions().load(cli.host(new StringWriter(), new StringWriter()));
    try (Databases.Opened opened = Databases.open(settings);
        MarketWriter writer =
            new PostgresMarketWriter(
                opened.database().dataSource(DatabaseRole.INGEST), () -> CliHarness.NOW)) {
      Instrument bitcoin =
          new Instrument("BTC-USD", AssetClass.CRYPTO, CalendarId.CRYPTO_24X7, null, false);
      int series = writer.series(new SeriesSpec(bitcoin, "test", Basis.TRADES, 1));
      writer.trades(trade(series, 5_00000000L));
      writer.trades(trade(series, -1));
    }
    CliHarness.Outcome told = cli.run("smartdb", "status", "--json");
    JsonNode status = told.json();
    assertThat(told.exitCode()).as("no trade was looked at for its size yet").isEqualTo(1);
    JsonNode letters = status.path("dead_letters").get(0);
    assertThat(letters.path("reason").asText()).isEqualTo("NEGATIVE_SIZE");
    assertThat(letters.path("rows").asInt()).isEqualTo(1);
    assertThat(status.path("series").get(0).path("to").asText()).isEqualTo("2026-03-02T12:01:00Z");
    Map<String, Boolean> late = new TreeMap<>();
    status
        .path("freshness")
        .forEach(f -> late.put(f.path("feature").asText(), f.path("breached").asBoolean()));
    assertThat(late).containsEntry("ohlc_1m", false).containsEntry("large_trade_flag", true);
    assertThat(cli.run("smartdb", "status").out())
        .containsPattern("large_trade_flag +BTC-USD@test .*LATE")
        .containsPattern("ohlc_1m +BTC-USD@test .*ok")
        .containsPattern("trade +NEGATIVE_SIZE +1");
  }

  private static TradeBatch trade(int series, long size) {
    long time = Instant.parse("2026-03-02T12:00:30Z").getEpochSecond() * 1_000_000_000L;
    return new TradeBatch(
        1,
        new int[] {series},
        new String[] {"1"},
        new int[] {1},
        new byte[] {TradeBatch.NEW},
        new long[] {time},
        new long[] {1},
        new long[] {100_00000000L},
        new long[] {size},
        null,
        new byte[] {0},
        new byte[] {0},
        new long[] {time});
  }

  private static String script(Path told) {
    return "#!/bin/sh\necho \"$PGHOST $PGPORT $PGDATABASE $PGUSER $PGOPTIONS\" \"$@\" > '"
        + told
        + "'\nexit 7\n";
  }
}
