package dev.tidemark.app.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A broker and a platform, each a process over one home; whoever dies is started again. */
final class StreamFleet {
  /** Whom to kill. */
  enum Victim {
    PLATFORM,
    BROKER,
    DATABASE
  }

  private static final String READY = "Home";

  private final Installation installation = Installation.ofThisProcess();
  private final Path home;
  private final Map<String, String> environment;
  private StandingProcess broker;
  private StandingProcess platform;

  StreamFleet(Path home, Map<String, String> environment) throws IOException {
    this.home = Files.createDirectories(home);
    this.environment = Map.copyOf(environment);
    broker = start("broker");
    platform = start("up");
  }

  /** False when one of them does not come up. */
  boolean awaitReady(long seconds) throws InterruptedException {
    for (long i = 0; i < seconds && !(broker.isReady() && platform.isReady()); i++) {
      restartEnded();
      if (broker.awaitReady(1)) {
        platform.awaitReady(1);
      }
    }
    return broker.isReady() && platform.isReady();
  }

  void restartEnded() {
    if (!broker.isAlive()) {
      broker = start("broker");
    }
    if (!platform.isAlive()) {
      platform = start("up");
    }
  }

  /** Without warning; broker and platform are started again at once. False when there is none. */
  boolean kill(Victim victim) throws InterruptedException {
    return switch (victim) {
      case PLATFORM -> {
        platform.kill();
        platform = start("up");
        yield true;
      }
      case BROKER -> {
        broker.kill();
        broker = start("broker");
        yield true;
      }
      case DATABASE -> database().map(ProcessHandle::destroyForcibly).orElse(false);
    };
  }

  private Optional<ProcessHandle> database() {
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

  /** Asks the platform to stop; the broker stays. */
  boolean stopPlatform(long seconds) throws InterruptedException {
    return platform.stop(seconds);
  }

  void stop(long seconds) throws InterruptedException {
    platform.stop(seconds);
    broker.stop(seconds);
  }

  private StandingProcess start(String command) {
    return StandingProcess.start(
        installation.command(List.of(), List.of(command, "--home", home.toString())),
        environment,
        READY,
        line -> {},
        home.resolveSibling(command + ".log"));
  }
}
