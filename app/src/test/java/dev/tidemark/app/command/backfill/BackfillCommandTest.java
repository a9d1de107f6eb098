package dev.tidemark.app.command.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.app.CliHarness;
import dev.tidemark.app.CliHarness.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tidemark backfill} and {@code transform} over two simulated days. */
class BackfillCommandTest {
  @TempDir private Path directory;

  private CliHarness cli;

  @BeforeEach
  void create() {
    cli = new CliHarness(directory);
  }

  private Outcome backfill(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "backfill",
                "--provider",
                "simulator",
                "--assets",
                "SIMA",
                "--timeframes",
                "1m,1d",
                "--start-date",
                "2025-06-02",
                "--end-date",
                "2025-06-03"));
    arguments.addAll(List.of(more));
    return cli.run(arguments.toArray(String[]::new));
  }

  @Test
  void dryRunShowsThePlanAndStoresNothing() {
    Outcome outcome = backfill("--dry-run");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("SIMA", "1m", "plan: 2 sources of 2 series");
    assertThat(cli.run("tables", "list", "--json").json().get("rows")).isEmpty();
  }

  @Test
  void everyRowIsAccountedFor() {
    JsonNode summary = backfill("--yes", "--json", "--faults", "0.02").json().get("summary");
    assertThat(summary.get("rows_in").asLong())
        .isEqualTo(
            summary.get("stored").asLong()
                + summary.get("dead_letters").asLong()
                + summary.get("repeated").asLong())
        .isGreaterThan(700);
    assertThat(summary.get("dead_letters").asLong()).isPositive();
    long stored = 0;
    for (String table : List.of("bronze.raw_market_data_1m", "bronze.raw_market_data_1d")) {
      stored +=
          cli.run("tables", "read", "--sql", "SELECT count(*) AS n FROM " + table, "--json")
              .json()
              .at("/rows/0/n")
              .asLong();
    }
    assertThat(stored).isEqualTo(summary.get("stored").asLong());
  }

  @Test
  void theSameAgainIsRepeatedDeliveryOnly() {
    JsonNode first = backfill("--yes", "--json").json().get("summary");
    JsonNode second = backfill("--yes", "--json").json().get("summary");
    assertThat(second.get("stored").asLong()).isZero();
    assertThat(second.get("repeated").asLong()).isEqualTo(first.get("stored").asLong());
  }

  @Test
  void withoutATerminalItWantsYes() {
    Outcome outcome = backfill();
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("Not confirmed", "add --yes");
    assertThat(cli.run("tables", "list", "--json").json().get("rows")).isEmpty();
  }

  @Test
  void aPersonIsAskedAndMayDecline() {
    cli.withPersonTyping("n\n");
    Outcome declined = backfill();
    assertThat(declined.exitCode()).isZero();
    assertThat(declined.err()).contains("Read this into the lake? [y/N]", "Nothing was done.");
    assertThat(cli.run("tables", "list", "--json").json().get("rows")).isEmpty();
  }

  @Test
  void aPersonMayAgree() {
    cli.withPersonTyping("y\n");
    Outcome agreed = backfill();
    assertThat(agreed.exitCode()).isZero();
    assertThat(agreed.out()).contains("rows in ").contains(" + repeated 0");
  }

  @Test
  void unknownProviderNamesTheNearest() {
    Outcome outcome = cli.run("backfill", "--provider", "simulater");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("did you mean 'simulator'?");
  }

  @Test
  void optionsOfAnotherProviderAreRefused() {
    assertThat(backfill("--path", "x").err()).contains("about files");
    assertThat(cli.run("backfill", "--provider", "files", "--path", ".", "--faults", "1").err())
        .contains("about the simulator");
    assertThat(cli.run("backfill", "--provider", "files").err()).contains("--path");
  }

  @Test
  void daysAreCheckedTogether() {
    assertThat(backfill("--days", "3").err()).contains("both choose days");
    assertThat(cli.run("backfill", "--provider", "simulator", "--days", "0").err())
        .contains("give 1 or more");
    assertThat(
            cli.run(
                    "backfill",
                    "--provider",
                    "simulator",
                    "--start-date",
                    "2025-06-03",
                    "--end-date",
                    "2025-06-02")
                .err())
        .contains("exchange them");
  }

  @Test
  void refusedAssetIsReportedAndStrictMakesItCount() {
    String[] both = {
      "backfill",
      "--provider",
      "simulator",
      "--assets",
      "SIMA,NOBODY",
      "--timeframes",
      "1d",
      "--start-date",
      "2025-06-02",
      "--end-date",
      "2025-06-03",
      "--yes"
    };
    Outcome lenient = cli.run(both);
    assertThat(lenient.exitCode()).isZero();
    assertThat(lenient.out()).contains("refused: simulator:NOBODY: UNKNOWN_INSTRUMENT");
    String[] strict = java.util.Arrays.copyOf(both, both.length + 1);
    strict[both.length] = "--strict";
    assertThat(cli.run(strict).exitCode()).isEqualTo(1);
  }

  @Test
  void silverIsBuiltFromItAndAFullBuildChangesNoRow() {
    backfill("--yes");
    Outcome first = cli.run("transform");
    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.out()).contains("silver.market_data_unified", "silver.market_data_enriched");
    String before = enriched();
    assertThat(before).contains("SIMA");
    assertThat(cli.run("transform", "--full", "--json").json().at("/tables/0/full").asBoolean())
        .isTrue();
    assertThat(enriched()).isEqualTo(before);
  }

  private String enriched() {
    return cli.run(
            "tables",
            "read",
            "silver.market_data_enriched",
            "--order-by",
            "instrument,timeframe,bar_start,known_time",
            "--format",
            "csv")
        .out();
  }
}
