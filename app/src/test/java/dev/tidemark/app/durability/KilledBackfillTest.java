package dev.tidemark.app.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.app.CliHarness;
import dev.tidemark.app.CliHarness.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Five kills with SIGKILL of a small simulated backfill; the full form is the command itself. */
class KilledBackfillTest {
  @TempDir private Path directory;

  @Test
  void fiveKillsLoseAndDoubleNothing() {
    Outcome outcome =
        new CliHarness(directory)
            .run(
                "torture",
                "backfill",
                "--kills",
                "5",
                "--seed",
                "20260302",
                "--assets",
                "SIMA",
                "--timeframes",
                "1m,15m,1d",
                "--start-date",
                "2025-06-02",
                "--end-date",
                "2025-06-20",
                "--commit-rows",
                "1000");
    List<String> lines = outcome.out().lines().toList();
    assertThat(lines).as(outcome.err()).isNotEmpty();
    assertThat(lines.getLast()).as(outcome.out()).isEqualTo("kills=5 lost=0 doubled=0 different=0");
    assertThat(outcome.exitCode()).isZero();
  }
}
