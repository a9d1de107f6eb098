package dev.tidemark.app.command.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.app.CliHarness;
import dev.tidemark.app.CliHarness.Outcome;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmitCommandTest {
  private static final String RUN_ALREADY = "The jobs of this home run already";

  @TempDir private Path directory;

  @Test
  void jobsThatRunInsideAPlatformAreNotStartedOnACluster() throws IOException {
    CliHarness tidemark = new CliHarness(directory);
    Path lock = Files.createDirectories(tidemark.home().resolve("stream")).resolve("lock");
    try (FileChannel platform =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var held = platform.lock()) {
      assertThat(held.isValid()).isTrue();
      Outcome refused = submit(tidemark);
      assertThat(refused.exitCode()).isNotZero();
      assertThat(refused.err()).contains(RUN_ALREADY, "up --no-jobs");
    }
  }

  @Test
  void withoutSuchAPlatformItIsTheLogThatIsMissing() {
    CliHarness tidemark = new CliHarness(directory);
    assertThat(submit(tidemark).err())
        .doesNotContain(RUN_ALREADY)
        .contains("There is no log to talk to");
    // The look did not keep the right to run them.
    assertThat(submit(tidemark).err()).doesNotContain(RUN_ALREADY);
  }

  private static Outcome submit(CliHarness tidemark) {
    return tidemark.run("stream", "submit", "live", "--cluster", "http://127.0.0.1:1");
  }
}
