package dev.tidemark.app.command.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.app.CliHarness;
import dev.tidemark.app.CliHarness.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tidemark dlq} over the dead letters of a simulated day with faults. */
class DlqCommandTest {
  @TempDir private Path directory;

  private CliHarness cli;

  @BeforeEach
  void backfill() {
    cli = new CliHarness(directory);
    Outcome outcome =
        cli.run(
            "backfill",
            "--provider",
            "simulator",
            "--assets",
            "SIMA",
            "--timeframes",
            "1m",
            "--start-date",
            "2025-06-02",
            "--end-date",
            "2025-06-02",
            "--faults",
            "0.03",
            "--yes");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
  }

  private JsonNode open() {
    return cli.run("dlq", "list", "--limit", "1000", "--json").json().get("rows");
  }

  @Test
  void listShowsReasonsAndTotals() {
    Outcome outcome = cli.run("dlq", "list", "--limit", "2");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out().lines().toList().getLast()).matches("2 of \\d+: .*");
    assertThat(open()).isNotEmpty().allMatch(row -> row.get("status").asText().equals("OPEN"));
  }

  @Test
  void listFiltersByReason() {
    String reason = open().get(0).get("reason").asText();
    JsonNode some = cli.run("dlq", "list", "--reason", reason, "--json").json().get("rows");
    assertThat(some).isNotEmpty().allMatch(row -> row.get("reason").asText().equals(reason));
  }

  @Test
  void showTakesTheBeginningOfAnId() {
    String id = open().get(0).get("id").asText();
    JsonNode letter = cli.run("dlq", "show", id.substring(0, 16), "--json").json();
    assertThat(letter.get("id").asText()).isEqualTo(id);
    assertThat(letter.get("payload").asText()).isNotEmpty();
    assertThat(cli.run("dlq", "show", id).out()).contains("payload ", "reason ");
  }

  @Test
  void unknownIdIsNotFound() {
    Outcome outcome = cli.run("dlq", "show", "zzzz");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("No such dead letter");
  }

  @Test
  void replayOfWhatIsStillWrongKeepsItOpen() {
    int before = open().size();
    Outcome outcome = cli.run("dlq", "replay", "--all");
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out()).contains("0 replayed", "rejected again");
    assertThat(open()).hasSize(before);
  }

  @Test
  void replayWantsToKnowWhich() {
    Outcome outcome = cli.run("dlq", "replay");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("Which dead letters?");
  }

  @Test
  void discardedLettersAreNoLongerOpen() {
    String id = open().get(0).get("id").asText();
    assertThat(cli.run("dlq", "discard", id).out()).contains("discarded " + id);
    assertThat(open()).noneMatch(row -> row.get("id").asText().equals(id));
    assertThat(cli.run("dlq", "list", "--status", "DISCARDED", "--json").json().get("rows"))
        .hasSize(1);
  }

  @Test
  void fixStoresACorrectedRecordOnce() throws IOException {
    Path data = Files.createDirectories(directory.resolve("data"));
    StringBuilder bars = new StringBuilder("timestamp_ms,open,close,high,low,volume\n");
    for (int i = 0; i < 30; i++) {
      bars.append(1_498_867_200_000L + i * 60_000L).append(",10,11,12,9,1\n");
    }
    bars.append("1498869000000,10,11,9,12,1\n");
    Files.writeString(data.resolve("BTCUSD_1min.csv"), bars.toString());
    CliHarness other = new CliHarness(directory.resolve("other"));
    Outcome outcome =
        other.run("backfill", "--provider", "files", "--path", data.toString(), "--yes");
    assertThat(outcome.out()).contains("rows in 31 = stored 30 + dead letters 1 + repeated 0");
    String id = other.run("dlq", "list", "--json").json().at("/rows/0/id").asText();
    Outcome fixed = other.run("dlq", "fix", id, "--payload", "1498869000000,10,11,12,9,1");
    assertThat(fixed.exitCode()).as(fixed.err()).isZero();
    assertThat(fixed.out()).contains("1 letters: 1 replayed (1 rows stored), 0 rejected again");
    Outcome again = other.run("dlq", "fix", id, "--payload", "1498869000000,10,11,12,9,1");
    assertThat(again.exitCode()).isEqualTo(3);
    assertThat(again.err()).contains("it is REPLAYED");
  }

  @Test
  void fixWantsAPayload() {
    assertThat(cli.run("dlq", "fix", "abcd").exitCode()).isEqualTo(2);
  }
}
