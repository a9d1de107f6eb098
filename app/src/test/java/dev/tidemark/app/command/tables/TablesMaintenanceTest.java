package dev.tidemark.app.command.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.app.CliHarness;
import dev.tidemark.app.CliHarness.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** History, diff and the commands that change files. */
class TablesMaintenanceTest {
  private static final String PRICES = "bronze.quotes_of_day";

  @TempDir private Path directory;

  private CliHarness cli;

  @BeforeEach
  void write() {
    cli = new CliHarness(directory);
    SampleLake.write(cli);
  }

  @Test
  void historyIsNewestFirstWithOurNames() {
    var rows = cli.run("tables", "history", PRICES, "--json").json().get("rows");
    assertThat(rows.findValuesAsText("operation"))
        .containsExactly("CORRECT", "BACKFILL", "CREATE TABLE");
    assertThat(rows.get(1).get("metadata").asText()).contains("ingestion_id=run-1");
    assertThat(cli.run("tables", "history", PRICES, "--limit", "1", "--json").json().get("rows"))
        .hasSize(1);
  }

  @Test
  void diffCountsRows() {
    Outcome outcome = cli.run("tables", "diff", PRICES, "0", "2");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("rows   +3 -0", "files  +2 -0");
  }

  @Test
  void optimizeJoinsFilesAndChangesNoRow() {
    var result = cli.run("tables", "optimize", PRICES, "--json").json();
    assertThat(result.get("changed").asBoolean()).isTrue();
    assertThat(result.get("files_removed").asLong()).isEqualTo(2);
    assertThat(result.get("files_added").asLong()).isEqualTo(1);
    var diff = cli.run("tables", "diff", PRICES, "2", "3", "--json").json();
    assertThat(diff.get("rows_added").asLong()).isZero();
    assertThat(diff.get("rows_removed").asLong()).isZero();
    assertThat(cli.run("tables", "optimize", PRICES).out()).contains("nothing to do");
  }

  @Test
  void optimizeOfAnotherPartitionHasNothingToDo() {
    assertThat(cli.run("tables", "optimize", PRICES, "--partition", "event_date=2026-03-09").out())
        .contains("nothing to do");
  }

  @Test
  void optimizeExplainsWrongPartitions() {
    Outcome column = cli.run("tables", "optimize", PRICES, "--partition", "price=1");
    assertThat(column.exitCode()).isEqualTo(2);
    assertThat(column.err()).contains("partitioned by [event_date]");
    Outcome value = cli.run("tables", "optimize", PRICES, "--partition", "event_date=today");
    assertThat(value.exitCode()).isEqualTo(2);
    assertThat(value.err()).contains("not a DATE");
  }

  @Test
  void optimizeExplainsAWrongSize() {
    Outcome outcome = cli.run("tables", "optimize", PRICES, "--file-size", "big");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("expected a size such as 512MiB");
  }

  @Test
  void zOrderKeepsTheRows() {
    Outcome outcome = cli.run("tables", "zorder", PRICES, "instrument", "event_time");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(cli.run("tables", "read", PRICES, "--json").json().get("rows")).hasSize(3);
  }

  @Test
  void restoreBringsBackAnEarlierVersionAndCanBeUndone() {
    cli.run("tables", "restore", PRICES, "1");
    assertThat(cli.run("tables", "read", PRICES, "--json").json().get("rows")).hasSize(2);
    cli.run("tables", "restore", PRICES, "2");
    assertThat(cli.run("tables", "read", PRICES, "--json").json().get("rows")).hasSize(3);
  }

  @Test
  void vacuumRefusesAShortRetentionWithoutForce() {
    Outcome outcome = cli.run("tables", "vacuum", PRICES, "--retention", "1h");
    assertThat(outcome.exitCode()).isNotZero();
    assertThat(outcome.err()).contains("error: ").contains("fix: ");
  }

  @Test
  void vacuumDryRunDeletesNothing() {
    cli.run("tables", "optimize", PRICES);
    Outcome dry =
        cli.run("tables", "vacuum", PRICES, "--retention", "0s", "--force", "--dry-run", "--json");
    assertThat(dry.json().get("dry_run").asBoolean()).isTrue();
    assertThat(cli.run("tables", "read", PRICES, "--version", "2", "--json").json().get("rows"))
        .hasSize(3);
  }

  @Test
  void vacuumKeepsWhatTheRetentionCovers() {
    cli.run("tables", "optimize", PRICES);
    assertThat(cli.run("tables", "vacuum", PRICES, "--json").json().get("files")).isEmpty();
    assertThat(cli.run("tables", "read", PRICES, "--version", "1", "--json").json().get("rows"))
        .hasSize(2);
  }
}
