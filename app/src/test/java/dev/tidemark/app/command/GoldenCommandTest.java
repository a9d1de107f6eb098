package dev.tidemark.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.app.CliHarness;
import dev.tidemark.app.CliHarness.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenCommandTest {
  private static final Path COMMITTED =
      Path.of(System.getProperty("project.root"), "golden/src/main/golden");

  @TempDir private Path directory;

  private CliHarness cli;

  @BeforeEach
  void create() {
    cli = new CliHarness(directory);
  }

  @Test
  void committedVectorsPass() {
    Outcome outcome = cli.run("golden", COMMITTED.toString(), "--json");
    assertThat(outcome.exitCode()).isZero();
    for (var file : outcome.json().get("files")) {
      assertThat(file.get("passed").asLong()).as(file.toString()).isPositive();
      assertThat(file.get("failed").asLong()).as(file.toString()).isZero();
      assertThat(file.get("not_built").isEmpty()).as(file.toString()).isTrue();
    }
  }

  @Test
  void printsOneLinePerFileAndATotal() throws IOException {
    copy("18_numfmt.json");
    copy("05_session_buckets.json");
    Outcome outcome = cli.run("golden", vectors().toString());
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out().lines())
        .satisfiesExactly(
            line ->
                assertThat(line).matches("05_session_buckets\\.json: [1-9]\\d* passed, 0 failed"),
            line -> assertThat(line).matches("18_numfmt\\.json: [1-9]\\d* passed, 0 failed"),
            line -> assertThat(line).matches("[1-9]\\d* passed, 0 failed"));
  }

  @Test
  void oneWrongExpectedValueFailsTheRun() throws IOException {
    Path file = copy("18_numfmt.json");
    String text = Files.readString(file);
    String changed = text.replaceFirst("\"1e21\"|\"0\"|\"1\"", "\"7\"");
    assertThat(changed).isNotEqualTo(text);
    Files.writeString(file, changed);
    Outcome outcome = cli.run("golden", vectors().toString(), "--failures");
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out()).containsPattern("18_numfmt.json: \\d+ passed, 1 failed");
    assertThat(outcome.err()).contains("7");
  }

  @Test
  void topicThatIsNotBuiltSaysSoAndFails() throws IOException {
    Files.createDirectories(vectors());
    Files.writeString(vectors().resolve("99_unheard_of.json"), "{}");
    Outcome outcome = cli.run("golden", vectors().toString());
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out())
        .contains("99_unheard_of.json: 0 passed, 1 failed")
        .contains("not built");
  }

  @Test
  void jsonHasTotalsAndFiles() throws IOException {
    copy("18_numfmt.json");
    var json = cli.run("golden", vectors().toString(), "--json").json();
    assertThat(json.get("ok").asBoolean()).isTrue();
    assertThat(json.get("passed").asLong()).isPositive();
    assertThat(json.at("/files/0/file").asText()).isEqualTo("18_numfmt.json");
    assertThat(json.at("/files/0/passed").asLong()).isEqualTo(json.get("passed").asLong());
  }

  @Test
  void directoryThatIsNotThereIsAnError() {
    Outcome outcome = cli.run("golden", "nowhere");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("Not a directory").contains("nowhere");
  }

  @Test
  void directoryWithoutVectorsIsAnErrorAndNotAPass() {
    assertThat(cli.run("golden", directory.toString()).exitCode()).isEqualTo(2);
  }

  private Path vectors() {
    return directory.resolve("vectors");
  }

  private Path copy(String name) throws IOException {
    Files.createDirectories(vectors());
    return Files.copy(COMMITTED.resolve(name), vectors().resolve(name));
  }
}
