package dev.tidemark.smartdb.market;

import dev.tidemark.smartdb.embedded.EmbeddedPostgres;
import dev.tidemark.smartdb.embedded.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A fresh market database for a test class. All of a JVM are on one embedded server, or on the
 * server of the system properties {@code market.jdbc}, {@code market.user}, {@code
 * market.password}; {@code market.installation} names another PostgreSQL for the embedded one.
 */
public final class TestMarket {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static String url = "";
  private static String user = "postgres";
  private static String password = "";

  private TestMarket() {}

  public static synchronized ScratchDatabase create() throws IOException {
    if (url.isEmpty()) {
      connect();
    }
    long process = ProcessHandle.current().pid();
    return ScratchDatabase.create(
        url, user, password, "tidemark_test_" + process + "_" + COUNT.incrementAndGet());
  }

  private static void connect() throws IOException {
    String given = System.getProperty("market.jdbc", "");
    if (!given.isEmpty()) {
      url = given;
      user = System.getProperty("market.user", "postgres");
      password = System.getProperty("market.password", "");
      return;
    }
    Path home = Files.createTempDirectory(Path.of(System.getProperty("java.io.tmpdir")), "market");
    var options = TestHome.in(home);
    String installation = System.getProperty("market.installation", "");
    EmbeddedPostgres server =
        EmbeddedPostgres.start(
            installation.isEmpty() ? options : options.withInstallation(Path.of(installation)));
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    password =
        Files.readAllLines(home.resolve("secrets.properties"))
            .getFirst()
            .substring("postgres=".length());
    String jdbc = server.database().jdbcUrl();
    url = jdbc.substring(0, jdbc.lastIndexOf('/') + 1) + "postgres";
  }
}
