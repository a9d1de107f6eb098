package dev.tidemark.app.wiring;

import dev.tidemark.app.config.KnownSettings;
import dev.tidemark.app.config.Settings;
import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.ExternalPostgres;
import dev.tidemark.smartdb.Migrations;
import dev.tidemark.smartdb.embedded.EmbeddedOptions;
import dev.tidemark.smartdb.embedded.EmbeddedPostgres;
import dev.tidemark.smartdb.market.MarketSchema;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.function.Supplier;

/** The database as it is configured, its schema up to date. */
public final class Databases {
  private static final String MIGRATIONS = "db/server";
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int PASSWORD_LENGTH = 40;

  /** An open database; close it when nobody of this process uses it any more. */
  public static final class Opened implements AutoCloseable {
    private final Database database;
    private final Runnable release;
    private Migrations.Outcome market = new Migrations.Outcome(0, "");

    private Opened(Database database, Runnable release) {
      this.database = database;
      this.release = release;
    }

    /** What was done to the schema of market data. */
    public Migrations.Outcome market() {
      return market;
    }

    public Database database() {
      return database;
    }

    @Override
    public void close() {
      release.run();
    }
  }

  private Databases() {}

  /** The embedded one is started unless another process of the same home has done so. */
  public static Opened open(Settings settings) {
    String url = settings.text(KnownSettings.DATABASE_URL);
    if (url.isEmpty()) {
      return embedded(settings.home(), settings.count(KnownSettings.DATABASE_PORT));
    }
    Database external =
        ExternalPostgres.open(
            url,
            settings.text(KnownSettings.DATABASE_USER),
            settings.text(KnownSettings.DATABASE_PASSWORD));
    return migrated(new Opened(external, () -> {}));
  }

  /** {@code port}: 0 to keep the one it has. */
  public static Opened embedded(Path home, int port) {
    EmbeddedPostgres postgres =
        EmbeddedPostgres.start(
            EmbeddedOptions.of(home.resolve("postgres"), passwords()).withPort(port));
    return migrated(new Opened(postgres.database(), postgres::close));
  }

  private static Opened migrated(Opened opened) {
    try {
      Migrations.run(opened.database(), MIGRATIONS);
      opened.market = MarketSchema.migrate(opened.database());
      return opened;
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private static Supplier<String> passwords() {
    SecureRandom random = new SecureRandom();
    return () ->
        random
            .ints(PASSWORD_LENGTH, 0, LETTERS.length())
            .mapToObj(i -> LETTERS.substring(i, i + 1))
            .collect(java.util.stream.Collectors.joining());
  }
}
