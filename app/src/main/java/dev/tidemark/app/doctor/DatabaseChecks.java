package dev.tidemark.app.doctor;

import dev.tidemark.app.config.KnownSettings;
import dev.tidemark.app.config.Settings;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.smartdb.ExternalPostgres;
import dev.tidemark.smartdb.embedded.EmbeddedStatus;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** The database and the port of the API, without starting either. */
final class DatabaseChecks {
  private DatabaseChecks() {}

  static Finding database(Settings settings) throws IOException {
    String url = settings.text(KnownSettings.DATABASE_URL);
    try {
      return url.isEmpty() ? embedded(settings) : external(settings, url);
    } catch (TidemarkException e) {
      return Finding.failed("database", e.what() + ": " + e.why(), e.fix());
    }
  }

  private static Finding embedded(Settings settings) throws IOException {
    EmbeddedStatus status = EmbeddedStatus.of(settings.home().resolve("postgres"));
    String program = "embedded PostgreSQL " + status.version();
    if (status.port().isPresent()) {
      return Finding.ok("database", program + " runs on port " + status.port().getAsInt());
    }
    int fixed = settings.count(KnownSettings.DATABASE_PORT);
    if (fixed != 0 && !EmbeddedStatus.isFree(fixed)) {
      return Finding.failed(
          "database",
          "port " + fixed + " of the " + program + " is in use by another program",
          "end that program, or leave database.port at 0 to have a free one chosen");
    }
    return Finding.ok(
        "database",
        program + (status.initialised() ? " is not running" : ", made by the first 'tidemark up'"));
  }

  private static Finding external(Settings settings, String url) {
    ExternalPostgres.Inspection found =
        ExternalPostgres.inspect(
            url,
            settings.text(KnownSettings.DATABASE_USER),
            settings.text(KnownSettings.DATABASE_PASSWORD));
    return Finding.ok(
        "database",
        "PostgreSQL "
            + found.version()
            + " answers; "
            + (found.missing().isEmpty()
                ? "its roles are bound by row-level security"
                : "the first start makes roles " + String.join(", ", found.missing())));
  }

  /** A warning only: it may be our own server that listens there. */
  static Finding port(Settings settings) throws IOException {
    int port = settings.count(KnownSettings.SERVER_PORT);
    if (port == 0) {
      return Finding.ok("port", "the API takes any free one");
    }
    String host = settings.text(KnownSettings.SERVER_HOST);
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
      return Finding.ok("port", host + ":" + port + " is free for the API");
    } catch (BindException e) {
      return Finding.warning(
          "port",
          host + ":" + port + " cannot be listened on: " + e.getMessage(),
          "fine if 'tidemark up' runs there; otherwise set server.port, or use 'tidemark up"
              + " --port 0'");
    }
  }
}
