package dev.tidemark.app.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.app.CliHarness;
import dev.tidemark.app.CliHarness.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Five kills of server, workers and database; the full form is the command itself. */
class TorturedJobsIT {
  @TempDir private Path directory;

  @Test
  void fiveKillsLoseAndDoubleNothing() {
    Outcome outcome =
        new CliHarness(directory)
            .run("torture", "jobs", "--kills", "5", "--analyses", "6", "--seed", "20260302");
    List<String> lines = outcome.out().lines().toList();
    assertThat(lines).as(outcome.err()).isNotEmpty();
    assertThat(lines.getLast())
        .as(outcome.out())
        .isEqualTo("kills=5 accepted=6 completed=6 failed=0 lost=0 duplicated=0 replays_changed=0");
    assertThat(outcome.exitCode()).isZero();
  }
}
