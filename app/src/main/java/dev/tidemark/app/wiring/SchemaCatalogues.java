package dev.tidemark.app.wiring;

import dev.tidemark.app.config.KnownSettings;
import dev.tidemark.app.config.Settings;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.stream.registry.HttpRegistry;
import dev.tidemark.stream.registry.PostgresSubjects;
import dev.tidemark.stream.registry.SchemaCatalogue;
import dev.tidemark.stream.registry.Subjects;
import java.net.URI;
import java.nio.file.Files;

/** The schema registry as it is configured, whether the platform runs or not. */
public final class SchemaCatalogues {
  /** A registry; close it when done. */
  public record Opened(SchemaCatalogue catalogue, String name, Runnable release)
      implements AutoCloseable {
    @Override
    public void close() {
      release.run();
    }
  }

  private SchemaCatalogues() {}

  /** Whether there is one without making a database. */
  public static boolean exists(Settings settings) {
    return !settings.text(KnownSettings.REGISTRY_URL).isEmpty()
        || !settings.text(KnownSettings.DATABASE_URL).isEmpty()
        || Files.isDirectory(settings.home().resolve("postgres"));
  }

  /** The one of {@code registry.url}, else the embedded one's state in the database. */
  public static Opened open(Settings settings) {
    String url = settings.text(KnownSettings.REGISTRY_URL);
    if (!url.isEmpty()) {
      HttpRegistry registry = new HttpRegistry(URI.create(url));
      return new Opened(registry, "the registry of registry.url", registry::close);
    }
    Databases.Opened database = Databases.open(settings);
    try {
      PostgresSubjects.migrate(database.database());
      var subjects = new PostgresSubjects(database.database().dataSource(DatabaseRole.INGEST));
      return new Opened(new Subjects(subjects), "the embedded registry", database::close);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }
}
