package dev.tidemark.smartdb.market;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.ExternalPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A database of its own on some server, with our schema in it, dropped when closed. */
public final class ScratchDatabase implements AutoCloseable {
  private final String adminUrl;
  private final String user;
  private final String password;
  private final String name;
  private final Database database;

  private ScratchDatabase(
      String adminUrl, String user, String password, String name, Database database) {
    this.adminUrl = adminUrl;
    this.user = user;
    this.password = password;
    this.name = name;
    this.database = database;
  }

  /**
   * Makes it and installs the schema.
   *
   * @param adminUrl {@code jdbc:postgresql://host:port/database} of any database of that server
   * @param user may create databases, and roles where ours are missing
   * @param name of the database to make; letters, digits and underscores
   */
  public static ScratchDatabase create(String adminUrl, String user, String password, String name) {
    execute(
        adminUrl,
        user,
        password,
        "CREATE DATABASE " + name + " ENCODING 'UTF8' TEMPLATE template0");
    try {
      String url = adminUrl.substring(0, adminUrl.lastIndexOf('/') + 1) + name;
      Database database = ExternalPostgres.open(url, user, password);
      MarketSchema.migrate(database);
      return new ScratchDatabase(adminUrl, user, password, name, database);
    } catch (RuntimeException e) {
      drop(adminUrl, user, password, name);
      throw e;
    }
  }

  public Database database() {
    return database;
  }

  /** Drops it, whoever is connected. */
  @Override
  public void close() {
    drop(adminUrl, user, password, name);
  }

  private static void drop(String adminUrl, String user, String password, String name) {
    execute(adminUrl, user, password, "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
  }

  private static void execute(String url, String user, String password, String sql) {
    try (Connection connection = DriverManager.getConnection(url, user, password);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw TidemarkException.of(
              ErrorCode.UNAVAILABLE,
              "A database for one use could not be made or dropped",
              String.valueOf(e.getMessage()),
              "The user must be allowed to create databases",
              e)
          .withDetail("url", url)
          .withDetail("user", user);
    }
  }
}
