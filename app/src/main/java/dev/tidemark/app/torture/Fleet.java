package dev.tidemark.app.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One server and some workers over one home; whoever dies is started again. */
final class Fleet {
  private static final String SERVER = "server";
  private static final String KEY_LINE = "API key   ";

  private final Installation installation = Installation.ofThisProcess();
  private final Path home;
  private final Map<String, String> environment;
  private final List<String> names = new ArrayList<>();
  private final List<StandingProcess> members = new ArrayList<>();
  private final CompletableFuture<String> apiKey = new CompletableFuture<>();

  Fleet(Path home, Map<String, String> environment, int workers) {
    this.home = home;
    this.environment = Map.copyOf(environment);
    names.add(SERVER);
    members.add(start(SERVER));
    for (int i = 1; i <= workers; i++) {
      names.add("worker " + i);
    }
  }

  /** Waits for the first server, then starts the workers. The first start prints the key. */
  boolean begin(long seconds) throws InterruptedException {
    if (!members.getFirst().awaitReady(seconds)) {
      return false;
    }
    for (String name : names.subList(1, names.size())) {
      members.add(start(name));
    }
    return true;
  }

  String apiKey() {
    return apiKey.join();
  }

  int size() {
    return members.size();
  }

  String name(int member) {
    return names.get(member);
  }

  boolean isReady(int member) {
    return members.get(member).isReady();
  }

  void killAndRestart(int member) throws InterruptedException {
    members.get(member).kill();
    members.set(member, start(names.get(member)));
  }

  /** Starts again those that ended by themselves; returns how many. */
  int restartEnded() {
    int ended = 0;
    for (int i = 0; i < members.size(); i++) {
      if (!members.get(i).isAlive()) {
        members.set(i, start(names.get(i)));
        ended++;
      }
    }
    return ended;
  }

  boolean awaitAll(long seconds) throws InterruptedException {
    for (StandingProcess member : members) {
      if (!member.awaitReady(seconds)) {
        return false;
      }
    }
    return true;
  }

  /** Kills the database server; false when it does not run at this moment. */
  boolean killDatabase() {
    Optional<ProcessHandle> postmaster = database();
    return postmaster.isPresent() && postmaster.get().destroyForcibly();
  }

  boolean anyReady() {
    return members.stream().anyMatch(StandingProcess::isReady);
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

  /** Asks all to stop; returns those that had to be killed. */
  List<String> stop(long seconds) throws InterruptedException {
    List<String> deaf = new ArrayList<>();
    for (int i = members.size() - 1; i >= 0; i--) {
      if (!members.get(i).stop(seconds)) {
        deaf.add(names.get(i));
      }
    }
    return deaf;
  }

  private StandingProcess start(String name) {
    boolean server = name.equals(SERVER);
    Path log = home.resolveSibling(name.replace(' ', '-') + ".log");
    try {
      Files.createDirectories(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return StandingProcess.start(
        installation.command(
            List.of(), List.of(server ? "up" : "worker", "--home", home.toString())),
        environment,
        server ? "Home" : "Worker ready",
        line -> {
          if (line.startsWith(KEY_LINE)) {
            apiKey.complete(line.substring(KEY_LINE.length()).strip());
          }
        },
        log);
  }
}
