package dev.tidemark.app.host;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The machine as commands see it. Everything that differs from run to run comes through here, so
 * that a test runs a command with a fixed clock, its own home and captured output.
 *
 * @param clock wall clock, UTC
 * @param ticker monotonic nanoseconds, for durations
 * @param ids a new unique identifier at each call
 * @param environment environment variables
 * @param userHome the user's home directory
 * @param workingDirectory what relative paths on the command line refer to
 */
public record Host(
    Terminal terminal,
    InstantSource clock,
    LongSupplier ticker,
    Supplier<String> ids,
    Map<String, String> environment,
    Path userHome,
    Path workingDirectory) {

  public Host {
    environment = Map.copyOf(environment);
  }

  /** A path as the user typed it, {@code ~/} included, made absolute. */
  public Path resolve(String typed) {
    if (typed.equals("~")) {
      return userHome;
    }
    if (typed.startsWith("~/")) {
      return userHome.resolve(typed.substring(2)).normalize();
    }
    return workingDirectory.resolve(typed).normalize();
  }
}
