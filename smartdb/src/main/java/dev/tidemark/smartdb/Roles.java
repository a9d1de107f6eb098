package dev.tidemark.smartdb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

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
   * Makes schema {@code tidemark} unless it is there, and lets the other roles look into it; what
   * they may do with a table is granted by the migration that makes the table. The connection must
   * be to the database itself, as someone who can become the owner.
   */
  public static void createSchema(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // "IF NOT EXISTS" would ask for the right to create even when there is nothing to create.
      boolean missing;
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT to_regnamespace('" + Database.SCHEMA + "') IS NULL AS missing")) {
        missing = rows.next() && rows.getBoolean("missing");
      }
      if (missing) {
        statement.execute(
            "CREATE SCHEMA " + Database.SCHEMA + " AUTHORIZATION " + DatabaseRole.OWNER.sqlName());
      }
      statement.execute("SET ROLE " + DatabaseRole.OWNER.sqlName());
      statement.execute(
          "GRANT USAGE ON SCHEMA "
              + Database.SCHEMA
              + " TO "
              + DatabaseRole.APP.sqlName()
              + ", "
              + DatabaseRole.WORKER.sqlName());
      statement.execute("RESET ROLE");
    }
  }
}
