package dev.tidemark.app.command.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.app.CliHarness;
import dev.tidemark.app.CliHarness.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tidemark tables list} and {@code read} over a lake of two small tables. */
class TablesReadTest {
  private static final String PRICES = "bronze.quotes_of_day";

  @TempDir private static Path directory;

  @BeforeAll
  static void write() {
    SampleLake.write(new CliHarness(directory));
  }

  private static Outcome tidemark(String... arguments) {
    return new CliHarness(directory).run(arguments);
  }

  private static String csv(String... arguments) {
    String[] all = new String[arguments.length + 4];
    all[0] = "tables";
    all[1] = "read";
    all[2] = "--format";
    all[3] = "csv";
    System.arraycopy(arguments, 0, all, 4, arguments.length);
    Outcome outcome = tidemark(all);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return outcome.out();
  }

  @Test
  void listShowsEachTableWithItsSize() {
    Outcome outcome = tidemark("tables", "list");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out().lines())
        .anyMatch(
            line ->
                line.matches(
                    PRICES + " +2 +3 +2 +\\d+ +2026-03-03T20:00:00Z +ingest +Prices of a day"))
        .anyMatch(line -> line.startsWith("silver.names "));
  }

  @Test
  void listOfAnEmptyLakeSaysHowToFillIt() {
    Outcome outcome = new CliHarness(directory.resolve("other")).run("tables", "list");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).contains("tidemark backfill");
  }

  @Test
  void readsAllRowsByDefault() {
    assertThat(csv(PRICES, "--columns", "instrument,price", "--order-by", "instrument,-price"))
        .isEqualTo("instrument,price\nAAPL,10.6\nAAPL,10.5\nMSFT,20\n");
  }

  @Test
  void versionShowsWhatTheTableHeld() {
    assertThat(csv(PRICES, "--version", "1", "--columns", "instrument", "--order-by", "instrument"))
        .isEqualTo("instrument\nAAPL\nMSFT\n");
  }

  @Test
  void asOfShowsTheVersionCommittedThen() {
    assertThat(csv(PRICES, "--as-of", "2026-03-02", "--columns", "price", "--order-by", "price"))
        .isEqualTo("price\n10.5\n20\n");
  }

  @Test
  void asKnownHidesWhatBecameKnownLater() {
    assertThat(
            csv(
                PRICES,
                "--as-known",
                "2026-03-02T00:00:00Z",
                "--columns",
                "price",
                "--order-by",
                "price"))
        .isEqualTo("price\n10.5\n20\n");
  }

  @Test
  void asKnownHoldsInsideAnyQuery() {
    String sql =
        "SELECT count(*) AS n, max(price) AS top FROM bronze.quotes_of_day WHERE price < 15";
    assertThat(csv("--sql", sql)).isEqualTo("n,top\n2,10.6\n");
    assertThat(csv("--sql", sql, "--as-known", "2026-03-02")).isEqualTo("n,top\n1,10.5\n");
  }

  @Test
  void whereIsAConditionAndKeepsKnowledge() {
    assertThat(
            csv(
                PRICES,
                "--where",
                "instrument = 'AAPL'",
                "--columns",
                "price",
                "--order-by",
                "price"))
        .isEqualTo("price\n10.5\n10.6\n");
    assertThat(
            csv(
                PRICES,
                "--where",
                "instrument = 'AAPL'",
                "--as-known",
                "2026-03-02",
                "--columns",
                "price"))
        .isEqualTo("price\n10.5\n");
  }

  @Test
  void severalTablesJoinByName() {
    String sql =
        "SELECT n.name, p.price FROM bronze.quotes_of_day p JOIN silver.names n USING (instrument)"
            + " WHERE p.price > 15";
    assertThat(csv("--sql", sql)).isEqualTo("name,price\nMicrosoft,20\n");
  }

  @Test
  void versionOfOneTableWithinAJoin() {
    String sql =
        "SELECT count(*) AS n FROM bronze.quotes_of_day p JOIN silver.names n USING (instrument)";
    assertThat(csv(PRICES, "--version", "1", "--sql", sql)).isEqualTo("n\n2\n");
    assertThat(csv("--sql", sql)).isEqualTo("n\n3\n");
  }

  @Test
  void limitCutsAndTheTableSaysSo() {
    Outcome cut = tidemark("tables", "read", PRICES, "--limit", "1", "--json");
    assertThat(cut.json().get("rows")).hasSize(1);
    assertThat(tidemark("tables", "read", PRICES, "--limit", "0", "--json").json().get("rows"))
        .hasSize(3);
  }

  @Test
  void jsonRowsHaveExactDecimalsAndTimes() {
    var row =
        tidemark("tables", "read", PRICES, "--where", "price > 10.55 AND price < 11", "--json")
            .json()
            .at("/rows/0");
    assertThat(row.get("price").decimalValue()).isEqualByComparingTo("10.6");
    assertThat(row.get("known_time").asText()).isEqualTo("2026-03-03T15:00:00Z");
    assertThat(row.get("event_date").asText()).isEqualTo("2026-03-01");
  }

  @Test
  void unknownTableIsNotFound() {
    Outcome outcome = tidemark("tables", "read", "silver.nothing");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("No such table", "table=silver.nothing", "fix: ");
  }

  @Test
  void unknownVersionSaysWhatThereIs() {
    Outcome outcome = tidemark("tables", "read", PRICES, "--version", "99");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("99");
  }

  @Test
  void onlyOneSelectIsAccepted() {
    assertThat(tidemark("tables", "read", "--sql", "DROP TABLE x").exitCode()).isEqualTo(2);
    assertThat(tidemark("tables", "read", "--sql", "SELECT 1; SELECT 2").exitCode()).isEqualTo(2);
  }

  @Test
  void contradictoryOptionsAreExplained() {
    assertThat(tidemark("tables", "read").err()).contains("Nothing to read");
    assertThat(tidemark("tables", "read", PRICES, "--version", "1", "--as-of", "2026-03-02").err())
        .contains("Two versions at once");
    assertThat(tidemark("tables", "read", "--sql", "SELECT 1", "--version", "1").err())
        .contains("A version of which table?");
    assertThat(tidemark("tables", "read", PRICES, "--sql", "SELECT 1", "--where", "x").err())
        .contains("--sql says all of it");
  }

  @Test
  void timeThatIsNoneIsExplained() {
    Outcome outcome = tidemark("tables", "read", PRICES, "--as-of", "yesterday");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("'yesterday' is not a time such as 2026-03-02");
  }

  @Test
  void groupWithoutACommandShowsItsHelp() {
    Outcome outcome = tidemark("tables");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("Usage: tidemark tables", "optimize", "vacuum");
  }

  @Test
  void prefixesWorkInsideTheGroup() {
    assertThat(tidemark("tab", "li").exitCode()).isZero();
    Outcome ambiguous = tidemark("tables", "re");
    assertThat(ambiguous.exitCode()).isEqualTo(2);
    assertThat(ambiguous.err()).contains("read").contains("restore");
  }
}
