package dev.tidemark.smartdb.market;

import dev.tidemark.smartdb.embedded.EmbeddedPostgres;
import dev.tidemark.smartdb.embedded.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A fresh market database for a test class. All of a JVM are on one embedded server, or on the
 * server of the system properties {@code market.jdbc}, {@code market.user}, {@code
 * market.password}; {@code market.installation} names another PostgreSQL for the embedded one.
 */
public final class TestMarket {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static @Nullable Server common;

  /** A server and its superuser. */
  public record Server(String url, String user, String password, Runnable stop)
      implements AutoCloseable {
    public ScratchDatabase create(String name) {
      return ScratchDatabase.create(url, user, password, name);
    }

    @Override
    public void close() {
      stop.run();
    }
  }

  private TestMarket() {}

  public static synchronized ScratchDatabase create() throws IOException {
    if (common == null) {
      common = connect();
    }
    long process = ProcessHandle.current().pid();
    return common.create("tidemark_test_" + process + "_" + COUNT.incrementAndGet());
  }

  /** An embedded server of its own, of the PostgreSQL installed there or of the bundled one. */
  public static Server server(@Nullable Path installation) throws IOException {
    Path home = Files.createTempDirectory(Path.of(System.getProperty("java.io.tmpdir")), "market");
    var options = TestHome.in(home);
    EmbeddedPostgres server =
        EmbeddedPostgres.start(
            installation == null ? options : options.withInstallation(installation));
    String password =
        Files.readAllLines(home.resolve("secrets.properties"))
            .getFirst()
            .substring("postgres=".length());
    String jdbc = server.database().jdbcUrl();
    return new Server(
        jdbc.substring(0, jdbc.lastIndexOf('/') + 1) + "postgres",
        "postgres",
        password,
        server::close);
  }

  private static Server connect() throws IOException {
    String given = System.getProperty("market.jdbc", "");
    if (!given.isEmpty()) {
      String user = System.getProperty("market.user", "postgres");
      return new Server(given, user, System.getProperty("market.password", ""), () -> {});
    }
    String installation = System.getProperty("market.installation", "");
    Server server = server(installation.isEmpty() ? null : Path.of(installation));
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    return server;
  }
}
