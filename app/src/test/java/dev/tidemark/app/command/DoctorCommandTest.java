package dev.tidemark.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.app.CliHarness;
import dev.tidemark.app.CliHarness.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
  @TempDir private Path directory;

  @Test
  void thisMachineIsReadyAndNothingIsLeftBehind() {
    CliHarness cli = new CliHarness(directory);
    Outcome outcome = cli.run("doctor");
    assertThat(outcome.exitCode()).as(outcome.out()).isZero();
    assertThat(outcome.out())
        .contains("engine", "DuckDB", "buffers", "loopback")
        .containsPattern("ok +database +embedded PostgreSQL 18")
        .endsWith("ready\n");
    assertThat(cli.home()).doesNotExist();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void homeThatIsAFileFailsWithAFix() throws IOException {
    CliHarness cli = new CliHarness(directory);
    Files.writeString(cli.home(), "in the way");
    Outcome outcome = cli.run("doctor", "--json", "--config", emptyFile());
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.json().get("ready").asBoolean()).isFalse();
    assertThat(outcome.json().get("checks"))
        .anySatisfy(
            check -> {
              assertThat(check.get("check").asText()).isEqualTo("home");
              assertThat(check.get("status").asText()).isEqualTo("failed");
              assertThat(check.get("fix").asText()).contains("--home");
            });
  }

  @Test
  void aDatabaseThatDoesNotAnswerFailsWithAFixAndWithoutThePassword() {
    CliHarness cli =
        new CliHarness(directory)
            .with("TIDEMARK_DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/none")
            .with("TIDEMARK_DATABASE_USER", "me")
            .with("TIDEMARK_DATABASE_PASSWORD", "hush");
    Outcome outcome = cli.run("doctor");
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out())
        .containsPattern("FAIL +database +.*refused")
        .contains("fix: Check address, user and password")
        .doesNotContain("hush");
  }

  @Test
  void aPortInUseIsAWarning() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CliHarness cli =
          new CliHarness(directory)
              .with("TIDEMARK_SERVER_PORT", Integer.toString(other.getLocalPort()));
      Outcome outcome = cli.run("doctor");
      assertThat(outcome.exitCode()).isZero();
      assertThat(outcome.out()).containsPattern("warn +port").contains("server.port");
    }
  }

  @Test
  void moreMemoryThanTheMachineHasIsAWarningOnly() {
    CliHarness cli = new CliHarness(directory).with("TIDEMARK_LAKE_MEMORY", "900TiB");
    Outcome outcome = cli.run("doctor");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).containsPattern("warn +memory").contains("lower lake.memory");
  }

  private String emptyFile() throws IOException {
    return Files.createFile(directory.resolve("empty.yaml")).toString();
  }
}
