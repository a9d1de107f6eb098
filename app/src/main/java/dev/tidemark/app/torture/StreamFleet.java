package dev.tidemark.app.torture;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.stream.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
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
  private final Map<String, String> environment = new HashMap<>();
  private StandingProcess broker;
  private StandingProcess platform;

  /**
   * Starts both.
   *
   * @param kafka the broker's directory
   * @param seconds how long the broker may take
   */
  StreamFleet(Path home, Path kafka, Map<String, String> settings, long seconds)
      throws IOException, InterruptedException {
    this.home = Files.createDirectories(home);
    environment.putAll(settings);
    broker = start("broker");
    broker.awaitReady(seconds);
    // A platform that comes up while there is no broker must not make one of its own.
    environment.put(
        "TIDEMARK_KAFKA_BOOTSTRAP", EmbeddedBroker.running(kafka).orElseThrow(this::noBroker));
    platform = start("up");
  }

  private TidemarkException noBroker() {
    broker.stopNow();
    return TidemarkException.of(
            ErrorCode.UNAVAILABLE,
            "The broker does not come up",
            "it was not ready in time",
            "look at broker.log")
        .withDetail("home", home);
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
