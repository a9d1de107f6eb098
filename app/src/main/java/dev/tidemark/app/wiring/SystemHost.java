package dev.tidemark.app.wiring;

import dev.tidemark.app.host.Host;
import dev.tidemark.app.host.Terminal;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/** The real machine. */
public final class SystemHost {
  private SystemHost() {}

  public static Host create() {
    return new Host(
        terminal(),
        clock(),
        System::nanoTime,
        () -> UUID.randomUUID().toString(),
        System.getenv(),
        home(),
        Path.of("").toAbsolutePath());
  }

  /**
   * As the shell sees it: the JVM asks the user database instead, which knows no {@code HOME=…}.
   */
  private static Path home() {
    String home = System.getenv("HOME");
    return Path.of(home == null || home.isBlank() ? System.getProperty("user.home", ".") : home);
  }

  /** The wall clock, unless the torture command stopped it for this process. */
  private static InstantSource clock() {
    String fixed = System.getProperty("tidemark.clock");
    return fixed == null ? InstantSource.system() : InstantSource.fixed(Instant.parse(fixed));
  }

  /** The launcher says what the streams are: Java 21 cannot tell a terminal from a pipe. */
  private static Terminal terminal() {
    return new Terminal(
        writer(FileDescriptor.out),
        writer(FileDescriptor.err),
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
        Boolean.getBoolean("tidemark.terminal.ask"),
        Boolean.getBoolean("tidemark.terminal.progress"),
        Integer.getInteger("tidemark.terminal.columns", Terminal.DEFAULT_COLUMNS));
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
