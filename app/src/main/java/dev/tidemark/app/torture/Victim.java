package dev.tidemark.app.torture;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A running process that tells on standard error where it is. */
final class Victim {
  private static final int KEPT_LINES = 30;

  private final Process process;
  private final Thread listener;
  private final CountDownLatch pausedOrEnded = new CountDownLatch(1);
  private final Map<String, Long> reached = new LinkedHashMap<>();
  private final Deque<String> tail = new ArrayDeque<>();
  private String last = "STARTING";
  private boolean paused;

  private Victim(Process process) {
    this.process = process;
    this.listener = Thread.ofVirtual().start(this::listen);
  }

  /** Starts it; what it prints on standard output goes to the file. */
  static Victim start(List<String> command, Map<String, String> environment, Path output) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.equals("TIDEMARK_HOME"));
    builder.environment().putAll(environment);
    try {
      return new Victim(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void listen() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        hear(line);
      }
    } catch (IOException e) {
      // A killed process ends its stream as it likes.
    } finally {
      pausedOrEnded.countDown();
    }
  }

  private synchronized void hear(String line) {
    Optional<Moment> passed = Moment.reached(line);
    if (passed.isPresent()) {
      last = passed.get().phase();
      reached.merge(last, 1L, Long::sum);
    } else if (Moment.paused(line).isPresent()) {
      paused = true;
      pausedOrEnded.countDown();
    } else {
      tail.add(line);
      if (tail.size() > KEPT_LINES) {
        tail.removeFirst();
      }
    }
  }

  /** Waits until it stops at the moment it was told, or ends; true when it stopped. */
  boolean awaitPause() throws InterruptedException {
    pausedOrEnded.await();
    synchronized (this) {
      return paused;
    }
  }

  /** Lets it run for so long; false when it ended before. */
  boolean runsFor(long nanos) throws InterruptedException {
    return !process.waitFor(nanos, TimeUnit.NANOSECONDS);
  }

  /** Kills it without warning (SIGKILL) and returns the phase it was in. */
  String kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
    listener.join();
    synchronized (this) {
      return last;
    }
  }

  int awaitExit() throws InterruptedException {
    int exitCode = process.waitFor();
    listener.join();
    return exitCode;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** How often it reached that phase. */
  synchronized long times(String phase) {
    return reached.getOrDefault(phase, 0L);
  }

  /** How often each phase was reached. */
  synchronized Map<String, Long> phases() {
    return new LinkedHashMap<>(reached);
  }

  /** The last other lines it printed on standard error. */
  synchronized String lastWords() {
    return String.join("\n", tail);
  }
}
