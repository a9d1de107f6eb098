package dev.tidemark.smartdb;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;

/** Brings the schema to the version of this program, as the owner. */
public final class Migrations {
  /**
   * What was done.
   *
   * @param applied migrations that were missing
   * @param version of the schema now; empty when there are no migrations
   */
  public record Outcome(int applied, String version) {}

  /** Any number of our own. */
  private static final long LOCK = 0x7469_6465_6d69_6772L;

  private Migrations() {}

  /**
   * Runs {@code V<n>__*.sql} of a class-path directory, each in a transaction, in schema {@code
   * tidemark}. Every directory has a history table of its own. Two processes may do this at once.
   *
   * @param location such as {@code db/server}
   * @throws TidemarkException PRECONDITION_FAILED when a migration fails, was changed after it was
   *     applied, or the schema is newer than this program
   */
  public static Outcome run(Database database, String location) {
    String name = location.substring(location.lastIndexOf('/') + 1);
    return run(database, name, List.of(location), Map.of());
  }

  /**
   * Runs the migrations of several directories as one sequence.
   *
   * @param name tells this sequence's history table from others
   * @param placeholders what stands for <code>${key}</code> in the files
   */
  public static Outcome run(
      Database database, String name, List<String> locations, Map<String, String> placeholders) {
    Flyway flyway =
        Flyway.configure()
            .dataSource(database.dataSource(DatabaseRole.OWNER))
            .defaultSchema(Database.SCHEMA)
            .createSchemas(false)
            .table("schema_history_" + name)
            .placeholders(placeholders)
            .baselineOnMigrate(true)
            .baselineVersion("0")
            // A schema of a later release is not something to write to.
            .ignoreMigrationPatterns(new String[0])
            .failOnMissingLocations(true)
            .locations(locations.stream().map(l -> "classpath:" + l).toArray(String[]::new))
            .load();
    try (Connection connection = database.dataSource(DatabaseRole.OWNER).getConnection();
        Statement statement = connection.createStatement()) {
      // Flyway's own lock does not cover the making of the history table. Released with the
      // connection.
      statement.execute("SELECT pg_advisory_lock(" + LOCK + ")");
      MigrateResult result = flyway.migrate();
      var current = flyway.info().current();
      return new Outcome(
          result.migrationsExecuted, current == null ? "" : String.valueOf(current.getVersion()));
    } catch (SQLException e) {
      throw TidemarkException.of(
              ErrorCode.UNAVAILABLE,
              "The database cannot be used",
              String.valueOf(e.getMessage()),
              "Check that the server is up",
              e)
          .withDetail("url", database.jdbcUrl());
    } catch (FlywayException e) {
      throw TidemarkException.of(
              ErrorCode.PRECONDITION_FAILED,
              "The database schema could not be brought up to date",
              String.valueOf(e.getMessage()),
              "Use the release that wrote the schema, or a newer one; a failed migration left"
                  + " nothing behind",
              e)
          .withDetail("locations", locations)
          .withDetail("url", database.jdbcUrl());
    }
  }
}
