package dev.tidemark.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.app.CliHarness;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionCommandTest {
  @TempDir private Path directory;

  @Test
  void namesEverythingAResultDependsOn() {
    assertThat(new CliHarness(directory).run("version").out().lines())
        .anyMatch(line -> line.matches("tidemark +\\d+\\.\\d+\\.\\d+.*"))
        .anyMatch(line -> line.matches("commit +([0-9a-f]{7,} .*|unknown)"))
        .anyMatch(line -> line.matches("tzdb +20\\d\\d[a-z]"))
        .anyMatch(line -> line.startsWith("java "));
  }

  @Test
  void jsonHasTheSameNames() {
    var json = new CliHarness(directory).run("version", "--json").json();
    assertThat(json.fieldNames()).toIterable().contains("tidemark", "commit", "tzdb", "java");
  }
}
