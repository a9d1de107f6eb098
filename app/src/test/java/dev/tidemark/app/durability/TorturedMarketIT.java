package dev.tidemark.app.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.app.CliHarness;
import dev.tidemark.app.CliHarness.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Five kills of loaders and of PostgreSQL; the full form is the command itself. */
class TorturedMarketIT {
  @TempDir private Path directory;

  @Test
  void fiveKillsLoseAndDoubleNothing() {
    Outcome outcome =
        new CliHarness(directory).run("torture", "smartdb", "--kills", "5", "--seed", "20260302");
    List<String> lines = outcome.out().lines().toList();
    assertThat(lines).as(outcome.err()).isNotEmpty();
    assertThat(lines.getLast())
        .as(outcome.out())
        .matches(
            "kills=5 records=[1-9]\\d* bars=[1-9]\\d* lost=0 doubled=0 different=0 bars_different=0"
                + " recompute_changed=0");
    assertThat(outcome.exitCode()).isZero();
  }
}
