package dev.tidemark.app.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.app.CliHarness;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged application computes the same bytes whatever it runs on: numbers of threads, heaps,
 * orders of the class path, and every suitable Java that is installed.
 */
@DisabledOnOs(OS.WINDOWS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnalyzeIT {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final Path INSTALLED = ROOT.resolve("app/target/tidemark");
  private static final List<String> ANALYZE =
      List.of(
          "analyze",
          "SIMA",
          "--interval",
          "15m",
          "--train",
          "40",
          "--test",
          "10",
          "--paths",
          "399",
          "--json");

  private Path directory = Path.of("");

  @BeforeAll
  void simulate(@TempDir Path temporary) {
    directory = temporary;
    CliHarness.Outcome loaded =
        new CliHarness(directory)
            .run(
                "backfill",
                "--provider",
                "simulator",
                "--assets",
                "SIMA",
                "--timeframes",
                "1m",
                "--start-date",
                "2024-07-01",
                "--end-date",
                "2025-06-30",
                "--yes");
    assertThat(loaded.exitCode()).as(loaded.err()).isZero();
  }

  private String run(List<String> command) throws IOException, InterruptedException {
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
    assertThat(exitCode).as(Files.readString(err.toPath())).isZero();
    return Files.readString(out.toPath(), StandardCharsets.UTF_8);
  }

  private String launch(String... more) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(ROOT.resolve("tidemark").toString()));
    command.addAll(ANALYZE);
    command.addAll(List.of(more));
    return run(command);
  }

  /** Without the launcher: another Java, heap and order of libraries. */
  private String java(Path home, String heap, long seed) throws IOException, InterruptedException {
    List<String> libraries = new ArrayList<>();
    try (Stream<Path> files = Files.list(INSTALLED.resolve("lib"))) {
      files.sorted().map(Path::toString).forEach(libraries::add);
    }
    libraries.add(INSTALLED.resolve("tidemark.jar").toString());
    Collections.shuffle(libraries, new Random(seed));
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/java").toString());
    command.add("@" + INSTALLED.resolve("engine.flags"));
    command.add("-Xmx" + heap);
    command.add("-cp");
    command.add(String.join(File.pathSeparator, libraries));
    command.add("dev.tidemark.app.Main");
    command.addAll(ANALYZE);
    return run(command);
  }

  private static Set<Path> javas() throws IOException {
    Set<Path> homes = new LinkedHashSet<>();
    homes.add(Path.of(System.getProperty("java.home")).toRealPath());
    Path usual = Path.of("/usr/lib/jvm");
    if (Files.isDirectory(usual)) {
      try (Stream<Path> found = Files.list(usual)) {
        for (Path home : found.sorted().toList()) {
          if (home.toString().matches(".*(?:-|java-)(?:21|25)\\b.*")
              && Files.isExecutable(home.resolve("bin/java"))) {
            homes.add(home.toRealPath());
          }
        }
      }
    }
    return homes;
  }

  @Test
  void theSameBytesWhateverItRunsOn() throws Exception {
    String one = launch("--threads", "1");
    assertThat(one).startsWith("{\"schema_version\":");
    assertThat(launch("--threads", "2")).isEqualTo(one);
    assertThat(launch("--threads", "8")).isEqualTo(one);
    long seed = 1;
    for (Path home : javas()) {
      for (String heap : List.of("400m", "900m")) {
        assertThat(java(home, heap, seed++)).as(home + ", " + heap).isEqualTo(one);
      }
    }
    Path body = Files.writeString(directory.resolve("body.json"), one);
    assertThat(run(List.of(ROOT.resolve("tidemark").toString(), "verify", body.toString())))
        .startsWith("Identical");
  }
}
