package dev.tidemark.smartdb.embedded;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A process of its own that uses the server: prints {@code ready PORT PID}, and closes at the end
 * of its input.
 */
public final class ServerUser {
  private ServerUser() {}

  public static void main(String[] arguments) throws Exception {
    EmbeddedOptions options = TestHome.options(Path.of(arguments[0]));
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(options);
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      System.out.println("ready " + postgres.port() + " " + postgres.pid());
      while (in.readLine() != null) {}
    } catch (RuntimeException e) {
      System.out.println("failed " + e.getMessage());
    }
  }
}
