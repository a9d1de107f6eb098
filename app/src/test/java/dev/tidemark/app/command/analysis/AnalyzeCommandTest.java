package dev.tidemark.app.command.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.app.CliHarness;
import dev.tidemark.app.CliHarness.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code analyze} and {@code verify} on four months of simulated minutes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnalyzeCommandTest {
  private Path directory = Path.of("");
  private CliHarness cli = new CliHarness(directory);

  @BeforeAll
  void simulate(@TempDir Path temporary) {
    directory = temporary;
    cli = new CliHarness(directory);
    Outcome loaded =
        cli.run(
            "backfill",
            "--provider",
            "simulator",
            "--assets",
            "SIMA",
            "--timeframes",
            "1m",
            "--start-date",
            "2025-01-02",
            "--end-date",
            "2025-04-30",
            "--yes");
    assertThat(loaded.exitCode()).as(loaded.err()).isZero();
  }

  /** A small analysis: few sessions in a fold, few paths. */
  private Outcome analyze(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "analyze",
                "SIMA",
                "--interval",
                "15m",
                "--train",
                "20",
                "--test",
                "10",
                "--min-trades",
                "5",
                "--min-sessions",
                "8",
                "--paths",
                "199",
                "--replicates",
                "999",
                "--q",
                "0.5"));
    arguments.addAll(List.of(more));
    return cli.run(arguments.toArray(String[]::new));
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void theBodyIsTheSameForAnyNumberOfThreads() {
    Outcome one = analyze("--json", "--threads", "1");
    assertThat(one.exitCode()).as(one.out()).isZero();
    assertThat(one.json().path("horizon").path("start").asText()).isEqualTo("2025-01-02");
    assertThat(one.json().path("horizon").path("end").asText()).isEqualTo("2025-04-30");
    assertThat(analyze("--json", "--threads", "2").out()).isEqualTo(one.out());
    assertThat(analyze("--json", "--threads", "8").out()).isEqualTo(one.out());
  }

  @Test
  void whatIsPrintedIsTheBodyAndALineBreak() throws Exception {
    String printed = analyze("--json").out();
    JsonNode envelope = analyze("--envelope").json();
    String hash = sha256(printed.strip());
    assertThat(envelope.path("result_hash").asText()).isEqualTo(hash);
    assertThat(envelope.path("analysis_id").asText()).isEqualTo("local-" + hash.substring(0, 16));
    assertThat(envelope.path("result").path("ticker").asText()).isEqualTo("SIMA");
    assertThat(envelope.path("ledger").path("runs_on_ticker").asInt()).isPositive();
    Path stored = cli.home().resolve("objects/results/" + envelope.path("analysis_id").asText());
    assertThat(stored.resolve("result.json")).hasContent(printed.strip());
    Path artifacts =
        cli.home().resolve("objects/artifacts/" + envelope.path("analysis_id").asText());
    for (String name : List.of("windows.csv", "trades.csv", "explain.md", "heatmap.png")) {
      assertThat(artifacts.resolve(name)).isNotEmptyFile();
    }
  }

  @Test
  void aPersonIsToldWhatWasAnalysedAndHowToVerify() {
    Outcome outcome = analyze();
    assertThat(outcome.out())
        .startsWith("SIMA, 15m bars of 81 sessions (XNYS), 2025-01-02 to 2025-04-30")
        .contains("Mean net bp per trade", "tidemark verify local-");
  }

  @Test
  void itIsExplainedInSentences() {
    assertThat(analyze("--explain").out()).startsWith("# SIMA, 15m bars: does it revert?");
  }

  @Test
  void theIntervalIsChosenAndTold() {
    Outcome outcome = cli.run("analyze", "SIMA", "--min-folds", "100");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.out()).startsWith("Interval 5m, as none was asked for");
    assertThat(outcome.err()).contains("reason=INSUFFICIENT_HISTORY");
  }

  @Test
  void parametersComeFromAFileAndOptionsOverrideThem() throws IOException {
    JsonNode body = analyze("--json", "--entry", "1.5").json();
    Path file = directory.resolve("params.json");
    Files.writeString(file, body.path("params").toString());
    Outcome again = cli.run("analyze", "--params", file.toString(), "--json");
    assertThat(again.json()).isEqualTo(body);
    Outcome other =
        cli.run(
            "analyze", "--params", file.toString(), "--entry", "1.5,2", "--stop", "3", "--json");
    assertThat(other.json().path("params").path("grid"))
        .hasToString(
            "[{\"lookback\":20,\"entry\":1.5,\"exit\":0.5,\"stop\":3},"
                + "{\"lookback\":20,\"entry\":2,\"exit\":0.5,\"stop\":3}]");
  }

  @Test
  void everyProblemIsNamed() {
    Outcome outcome =
        cli.run("analyze", "SIMA", "--entry", "20", "--days", "SUN", "--bins", "sixty");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("/windows/bin_minutes", "/windows/days/0", "/grid/0/entry");
    Outcome unknown = cli.run("analyze", "OTHER");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("No such ticker", "tickers=[SIMA]");
  }

  @Test
  void aResultIsVerifiedByIdByFileAndByItsBodyAlone() throws IOException {
    Path out = directory.resolve("here");
    JsonNode envelope = analyze("--envelope", "--lookback", "10", "--out", out.toString()).json();
    String id = envelope.path("analysis_id").asText();
    Path body = directory.resolve("body.json");
    Files.writeString(body, analyze("--json", "--lookback", "10").out());
    for (String what :
        List.of(id, out.toString(), out.resolve("manifest.json").toString(), body.toString())) {
      Outcome verified = cli.run("verify", what);
      assertThat(verified.out()).as(what + verified.err()).startsWith("Identical");
      assertThat(verified.exitCode()).isZero();
    }
    assertThat(cli.run("verify", id, "--json").json().path("identical").asBoolean()).isTrue();
  }

  @Test
  void aChangedRecordIsFoundOut() throws IOException {
    Path out = directory.resolve("changed");
    analyze("--lookback", "12", "--out", out.toString());
    Path result = out.resolve("result.json");
    Files.writeString(
        result, Files.readString(result).replaceFirst("\"tick_size\":0.01", "\"tick_size\":0.02"));
    Outcome verified = cli.run("verify", out.toString());
    assertThat(verified.exitCode()).isEqualTo(1);
    assertThat(verified.out()).contains("/provenance/tick_size");
  }

  @Test
  void aChangedInputRowIsNamedByItsSession() throws IOException {
    CliHarness other = new CliHarness(Files.createDirectory(directory.resolve("other")));
    other.run(
        "backfill",
        "--provider",
        "simulator",
        "--assets",
        "SIMA",
        "--timeframes",
        "1m",
        "--start-date",
        "2025-01-02",
        "--end-date",
        "2025-04-30",
        "--yes");
    Outcome analysed =
        other.run(
            "analyze",
            "SIMA",
            "--interval",
            "15m",
            "--train",
            "20",
            "--test",
            "10",
            "--paths",
            "199",
            "--q",
            "0.5",
            "--envelope");
    String id = analysed.json().path("analysis_id").asText();
    assertThat(other.run("verify", id).exitCode()).isZero();
    // A real bar wins over a simulated one, also as known then.
    Path files = Files.createDirectory(directory.resolve("files"));
    Files.writeString(
        files.resolve("SIMA_15min.csv"),
        "datetime,open,high,low,close,volume\n2025-03-04 10:00:00,200,201,199,200.5,100\n");
    Outcome loaded =
        other.run("backfill", "--provider", "files", "--path", files.toString(), "--yes");
    assertThat(loaded.exitCode()).as(loaded.out() + loaded.err()).isZero();
    Outcome verified = other.run("verify", id);
    assertThat(verified.exitCode()).isEqualTo(1);
    assertThat(verified.out())
        .startsWith("Different: The bars of session 2025-03-04 are not those that were analysed");
  }

  @Test
  void whatIsNotThereCannotBeVerified() {
    Outcome outcome = cli.run("verify", "local-nothing");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("Nothing to verify");
  }
}
