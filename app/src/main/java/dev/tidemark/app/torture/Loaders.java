package dev.tidemark.app.torture;

import dev.tidemark.core.error.ErrorCategory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Processes that load the waves of a tape one after the other; whoever dies is started again. */
final class Loaders {
  static final int COUNT = 4;
  private static final int BATCH_ROWS = 200;

  private final Installation installation = Installation.ofThisProcess();
  private final Path work;
  private final Path home;
  private final TradeTape tape;
  private final SmartdbReport report;
  private final List<Victim> running = new ArrayList<>();
  private final int[] wave = new int[COUNT];
  private final boolean[] finished = new boolean[COUNT];
  private int waves = 1;

  Loaders(Path work, Path home, TradeTape tape, SmartdbReport report) {
    this.work = work;
    this.home = home;
    this.tape = tape;
    this.report = report;
    for (int i = 0; i < COUNT; i++) {
      running.add(start(i));
    }
  }

  /** How many waves there are. */
  int waves() {
    return waves;
  }

  boolean allFinished() {
    for (boolean each : finished) {
      if (!each) {
        return false;
      }
    }
    return true;
  }

  /** Whether it wrote a batch since it was started. */
  boolean works(int loader) {
    return !finished[loader] && running.get(loader).times(PhaseReporter.BATCH) > 0;
  }

  /** Kills it without warning and starts it again; false when it had ended. */
  boolean kill(int loader) throws InterruptedException {
    if (!running.get(loader).isAlive()) {
      return false;
    }
    running.get(loader).kill();
    running.set(loader, start(loader));
    return true;
  }

  /**
   * Gives those that are through with a wave the next one, and starts those again that failed.
   *
   * @param more whether there is a next wave after the last
   */
  void tend(boolean more) throws InterruptedException {
    for (int i = 0; i < COUNT; i++) {
      if (finished[i] || running.get(i).isAlive()) {
        continue;
      }
      int exitCode = running.get(i).awaitExit();
      if (exitCode == 0) {
        wave[i]++;
        if (wave[i] == waves && !more) {
          finished[i] = true;
          continue;
        }
        waves = Math.max(waves, wave[i] + 1);
      } else if (exitCode == ErrorCategory.RESOURCE.exitCode()
          || exitCode == ErrorCategory.PRECONDITION.exitCode()) {
        // The latter when the server dies while the schema is looked at.
        report.gaveUp();
      } else {
        report.finding("a loader ended with code " + exitCode + ": " + running.get(i).lastWords());
      }
      running.set(i, start(i));
    }
  }

  /** Whoever still runs at the end of a torture that failed. */
  void stop() throws InterruptedException {
    for (Victim each : running) {
      if (each.isAlive()) {
        each.kill();
      }
    }
  }

  private Victim start(int loader) {
    Path file = work.resolve("wave-" + wave[loader] + "-" + loader + ".csv");
    if (!Files.exists(file)) {
      tape.write(file, wave[loader], loader, COUNT);
    }
    return Victim.start(
        installation.command(
            List.of("tidemark.torture.report=true"),
            List.of(
                "smartdb",
                "load",
                "--from",
                file.toString(),
                "--source",
                "torture",
                "--batch-rows",
                Integer.toString(BATCH_ROWS),
                "--json",
                "--home",
                home.toString())),
        Map.of(),
        work.resolve("loader-" + loader + ".out"));
  }

  /** Kills the database server with all its processes; false when it does not run now. */
  boolean killDatabase() {
    Optional<ProcessHandle> postmaster = postmaster();
    if (postmaster.isEmpty()) {
      return false;
    }
    try (Stream<ProcessHandle> below = postmaster.get().descendants()) {
      List<ProcessHandle> children = below.toList();
      boolean killed = postmaster.get().destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
      return killed;
    }
  }

  private Optional<ProcessHandle> postmaster() {
    try {
      List<String> lines =
          Files.readAllLines(home.resolve("postgres").resolve("data-18").resolve("postmaster.pid"));
      return lines.isEmpty()
          ? Optional.empty()
          : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
              .filter(ProcessHandle::isAlive);
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
