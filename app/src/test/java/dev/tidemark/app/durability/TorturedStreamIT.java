package dev.tidemark.app.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.app.CliHarness;
import dev.tidemark.app.CliHarness.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three kills under a stream of trades; the full form is the command itself. */
class TorturedStreamIT {
  @TempDir private Path directory;

  @Test
  void threeKillsLoseAndDoubleNothing() {
    Outcome outcome =
        new CliHarness(directory)
            .run("torture", "stream", "--kills", "3", "--seed", "5", "--rate", "300");
    List<String> lines = outcome.out().lines().toList();
    assertThat(lines).as(outcome.err()).isNotEmpty();
    assertThat(lines.getLast())
        .as(outcome.out())
        .matches(
            "kills=3 records=[1-9]\\d* compared=[1-9]\\d* different=0 lost=0 doubled=0 changed=0"
                + " archive_lost=0 archive_doubled=0 archive_changed=0 letters=(\\d+)"
                + " letters_expected=\\1");
    assertThat(outcome.exitCode()).isZero();
  }
}
