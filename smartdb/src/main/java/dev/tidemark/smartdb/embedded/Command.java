package dev.tidemark.smartdb.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A short command run to its end. */
final class Command {
  /**
   * How it ended.
   *
   * @param output both streams
   */
  record Outcome(int exitCode, String output) {
    boolean succeeded() {
      return exitCode == 0;
    }
  }

  private static final int NOT_STARTED = 127;

  private Command() {}

  static Outcome run(List<String> command) {
    try {
      Process process = builder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return new Outcome(process.waitFor(), output);
    } catch (IOException e) {
      return new Outcome(NOT_STARTED, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted", e));
    }
  }

  /** Messages are looked at, so that they must be in English; PG* variables are for clients. */
  static ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    // The working directory of ours may be one that the server's account cannot enter.
    builder.directory(new java.io.File("/"));
    return builder;
  }

  /** Why it failed; empty when it did not. */
  static Optional<String> refusal(List<String> command) {
    Outcome outcome = run(command);
    return outcome.succeeded()
        ? Optional.empty()
        : Optional.of("(exit " + outcome.exitCode() + ") " + outcome.output());
  }
}
