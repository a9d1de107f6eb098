package dev.tidemark.smartdb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The statements that make roles, schema and rights; all may be repeated. */
public final class Roles {
  private Roles() {}

  /** Whether a role of this name is there. */
  public static boolean exists(Connection connection, DatabaseRole role) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = ?")) {
      query.setString(1, role.sqlName());
      try (ResultSet rows = query.executeQuery()) {
        return rows.next();
      }
    }
  }

  /** {@code CREATE ROLE} with nothing but the right to be it. */
  public static String create(DatabaseRole role) {
    return "CREATE ROLE "
        + role.sqlName()
        + " NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT";
  }

  /**
   * Makes the schemas unless they are there, and lets the other roles look into them; what they may
   * do with a table is granted by the migration that makes the table. The connection must be to the
   * database itself, as someone who can become the owner.
   */
  public static void createSchemas(Connection connection) throws SQLException {
    createSchema(connection, Database.SCHEMA, DatabaseRole.APP, DatabaseRole.WORKER);
    createSchema(
        connection,
        Database.MARKET_SCHEMA,
        DatabaseRole.APP,
        DatabaseRole.WORKER,
        DatabaseRole.INGEST);
    createSchema(
        connection,
        Database.API_SCHEMA,
        DatabaseRole.APP,
        DatabaseRole.WORKER,
        DatabaseRole.INGEST,
        DatabaseRole.READER);
    createSchema(connection, Database.REGISTRY_SCHEMA, DatabaseRole.INGEST);
  }

  private static void createSchema(Connection connection, String schema, DatabaseRole... users)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // "IF NOT EXISTS" would ask for the right to create even when there is nothing to create.
      boolean missing;
      try (ResultSet rows =
          statement.executeQuery("SELECT to_regnamespace('" + schema + "') IS NULL AS missing")) {
        missing = rows.next() && rows.getBoolean("missing");
      }
      if (missing) {
        statement.execute(
            "CREATE SCHEMA " + schema + " AUTHORIZATION " + DatabaseRole.OWNER.sqlName());
      }
      statement.execute("SET ROLE " + DatabaseRole.OWNER.sqlName());
      statement.execute(
          "GRANT USAGE ON SCHEMA "
              + schema
              + " TO "
              + Stream.of(users).map(DatabaseRole::sqlName).collect(Collectors.joining(", ")));
      statement.execute("RESET ROLE");
    }
  }
}
