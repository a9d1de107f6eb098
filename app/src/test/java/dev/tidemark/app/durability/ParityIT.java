package dev.tidemark.app.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.app.CliHarness;
import dev.tidemark.app.CliHarness.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Golden logs through broker, live job, database and lake; the full form is the command itself. */
class ParityIT {
  private static final Path GOLDEN =
      Path.of(System.getProperty("project.root"), "golden/src/main/golden");

  @TempDir private Path directory;

  @Test
  void everyEngineSaysWhatTheKernelsSay() {
    Outcome outcome =
        new CliHarness(directory)
            .run(
                "parity",
                "--log",
                GOLDEN.resolve("04_bars_from_trades.json").toString(),
                "--log",
                GOLDEN.resolve("19_cep.json").toString(),
                "--seed",
                "20260302",
                "--seeds",
                "2",
                "--json");
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
    var features = outcome.json().get("features");
    for (String engine : new String[] {"stream", "batch", "replay", "point_in_time", "smartdb"}) {
      assertThat(features.get("ohlc_1m").get(engine).get("equal").asLong()).as(engine).isPositive();
    }
    assertThat(features.get("large_trade_alert").get("stream").get("equal").asLong()).isPositive();
    assertThat(outcome.json().get("different").asLong()).isZero();
  }
}
