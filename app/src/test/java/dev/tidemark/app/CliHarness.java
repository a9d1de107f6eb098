package dev.tidemark.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.app.cli.TidemarkCli;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.host.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs command lines in this process: captured output, fixed clock, a home and environment of its
 * own.
 */
public final class CliHarness {
  public static final Instant NOW = Instant.parse("2026-03-02T15:04:05Z");

  /** What a command line did. */
  public record Outcome(int exitCode, String out, String err) {
    public JsonNode json() {
      try {
        return new ObjectMapper().readTree(out);
      } catch (IOException e) {
        throw new AssertionError("not JSON: " + out, e);
      }
    }
  }

  private final Path directory;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private String answers = "";
  private boolean person;

  public CliHarness(Path directory) {
    this.directory = directory;
    environment.put("TIDEMARK_HOME", home().toString());
  }

  public Path home() {
    return directory.resolve("home");
  }

  public CliHarness with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  public CliHarness without(String variable) {
    environment.remove(variable);
    return this;
  }

  /** A person at a terminal, who types this. */
  public CliHarness withPersonTyping(String text) {
    person = true;
    answers = text;
    return this;
  }

  public Outcome run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = TidemarkCli.run(host(out, err), arguments);
    return new Outcome(exitCode, out.toString(), err.toString());
  }

  public Host host(StringWriter out, StringWriter err) {
    AtomicLong ticks = new AtomicLong();
    AtomicLong ids = new AtomicLong();
    Terminal terminal =
        new Terminal(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            new BufferedReader(new StringReader(answers)),
            person,
            false,
            Terminal.DEFAULT_COLUMNS);
    return new Host(
        terminal,
        InstantSource.fixed(NOW),
        () -> ticks.addAndGet(1_000_000),
        () -> "id-" + ids.incrementAndGet(),
        environment,
        directory.resolve("user"),
        directory);
  }
}
