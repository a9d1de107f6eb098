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

class ConfigCommandTest {
  @TempDir private Path directory;

  private CliHarness cli;

  @BeforeEach
  void create() {
    cli = new CliHarness(directory);
  }

  private void file(String text) throws IOException {
    Files.createDirectories(cli.home());
    Files.writeString(cli.home().resolve("tidemark.yaml"), text);
  }

  @Test
  void printsDefaultsWithTheirSource() {
    Outcome outcome = cli.run("config");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .contains("lake:\n", "  root: " + cli.home().resolve("lake"))
        .containsPattern("memory: 1536MiB +# default");
  }

  @Test
  void environmentWinsOverFileAndFileOverDefault() throws IOException {
    file("lake:\n  memory: 2GiB\n  threads: 3\n");
    cli.with("TIDEMARK_LAKE_MEMORY", "3GiB");
    var settings = cli.run("config", "--json").json().get("settings");
    assertThat(settings.at("/lake.memory/value").asText()).isEqualTo("3GiB");
    assertThat(settings.at("/lake.memory/source").asText()).isEqualTo("TIDEMARK_LAKE_MEMORY");
    assertThat(settings.at("/lake.threads/value").asText()).isEqualTo("3");
    assertThat(settings.at("/lake.threads/source").asText()).endsWith("tidemark.yaml");
    assertThat(settings.at("/lake.durable/source").asText()).isEqualTo("default");
  }

  @Test
  void dottedKeysAreTheSameAsNestedOnes() throws IOException {
    file("lake.threads: 5\n");
    assertThat(cli.run("config", "--json").json().at("/settings/lake.threads/value").asText())
        .isEqualTo("5");
  }

  @Test
  void unknownKeyInTheFileNamesTheNearest() throws IOException {
    file("lake:\n  memroy: 2GiB\n");
    Outcome outcome = cli.run("config");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("'lake.memroy'", "did you mean 'lake.memory'?");
  }

  @Test
  void unknownVariableNamesTheNearest() {
    Outcome outcome = cli.with("TIDEMARK_LAKE_THREAD", "2").run("config");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("did you mean 'TIDEMARK_LAKE_THREADS'?");
  }

  @Test
  void variablesOfTheLauncherAreNotKeys() {
    assertThat(cli.with("TIDEMARK_JAVA_HOME", "/x").with("TIDEMARK_HEAP", "1g").run("config"))
        .extracting(Outcome::exitCode)
        .isEqualTo(0);
  }

  @Test
  void wrongValueSaysWhatWasExpectedAndWhere() {
    Outcome outcome = cli.with("TIDEMARK_LAKE_MEMORY", "plenty").run("config");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("Wrong value of 'lake.memory'", "512MiB", "source=TIDEMARK_LAKE_MEMORY");
  }

  @Test
  void duplicateKeyIsAnError() throws IOException {
    file("lake:\n  threads: 1\n  threads: 2\n");
    Outcome outcome = cli.run("config");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("duplicate key");
  }

  @Test
  void brokenFileIsNotQuotedInTheMessage() throws IOException {
    file("lake:\n  root: 'secret-text\n");
    Outcome outcome = cli.run("config");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("in line").doesNotContain("secret-text");
  }

  @Test
  void listWhereAValueBelongsIsAnError() throws IOException {
    file("lake:\n  root: [a, b]\n");
    assertThat(cli.run("config").err()).contains("'lake.root' is a list");
  }

  @Test
  void namedFileMustExist() {
    Outcome outcome = cli.run("config", "--config", "nowhere.yaml");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("nowhere.yaml");
  }

  @Test
  void homeOnTheCommandLineWins() {
    assertThat(cli.run("config", "--home", "elsewhere", "--json").json().get("home").asText())
        .isEqualTo(directory.resolve("elsewhere").toString());
  }

  @Test
  void withoutAnythingTheHomeIsInTheUsersHome() {
    assertThat(cli.without("TIDEMARK_HOME").run("config", "--json").json().get("home").asText())
        .isEqualTo(directory.resolve("user/.tidemark").toString());
  }

  @Test
  void printedConfigurationReadsBackAsTheSame() throws IOException {
    cli.with("TIDEMARK_LAKE_ROOT", "~/a 'lake' # here");
    file(cli.run("config").out());
    cli.without("TIDEMARK_LAKE_ROOT");
    assertThat(cli.run("config", "--json").json().at("/settings/lake.root/value").asText())
        .isEqualTo(directory.resolve("user/a 'lake' # here").toString());
  }
}
