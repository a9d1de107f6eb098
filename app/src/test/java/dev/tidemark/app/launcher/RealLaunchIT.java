package dev.tidemark.app.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application through the launcher, as a user starts it. */
@DisabledOnOs(OS.WINDOWS)
class RealLaunchIT {
  private static final Path LAUNCHER = Path.of(System.getProperty("project.root"), "tidemark");

  @TempDir private Path directory;

  private record Outcome(int exitCode, String out, String err) {}

  private Outcome launch(Path script, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    File out = directory.resolve("out").toFile();
    File err = directory.resolve("err").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out)
            .redirectError(err);
    builder.environment().put("TIDEMARK_NO_BUILD", "1");
    builder.environment().put("TIDEMARK_HOME", directory.resolve("home").toString());
    Process process = builder.start();
    process.getOutputStream().close();
    int exitCode = process.waitFor();
    return new Outcome(
        exitCode,
        Files.readString(out.toPath(), StandardCharsets.UTF_8),
        Files.readString(err.toPath(), StandardCharsets.UTF_8));
  }

  @Test
  void versionThroughALinkFromAnotherDirectory() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("a link"), LAUNCHER);
    Outcome outcome = launch(link, "version");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("tidemark ", "tzdb ");
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void doctorFindsTheFlagsTheEnginesNeed() throws Exception {
    Outcome outcome = launch(LAUNCHER, "doctor");
    assertThat(outcome.exitCode()).as(outcome.out()).isZero();
    assertThat(outcome.out()).contains("java.nio is open to the engines").endsWith("ready\n");
  }

  @Test
  void errorsHaveAnExitCodeAndNoStackTrace() throws Exception {
    Outcome outcome = launch(LAUNCHER, "tables", "read", "silver.nothing");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("error: No such table").doesNotContain("\tat ");
  }

  @Test
  void backfillRefusesToStartUnasked() throws Exception {
    Outcome outcome = launch(LAUNCHER, "backfill", "--provider", "simulator", "--days", "1");
    assertThat(outcome.exitCode()).isNotZero();
  }

  @Test
  void relativePathsStartWhereTheUserStands() throws Exception {
    Files.createDirectories(directory.resolve("my vectors"));
    Files.copy(
        Path.of(System.getProperty("project.root"), "golden/src/main/golden/18_numfmt.json"),
        directory.resolve("my vectors/18_numfmt.json"));
    Outcome outcome = launch(LAUNCHER, "golden", "my vectors");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).containsPattern("18_numfmt.json: \\d+ passed, 0 failed");
  }
}
