package dev.tidemark.smartdb.embedded;

import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.Login;
import dev.tidemark.smartdb.Roles;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The database, roles with their passwords, and schema of an embedded server. */
final class EmbeddedRoles {
  static final String DATABASE = "tidemark";

  private EmbeddedRoles() {}

  /** Makes what is missing. The caller has the start lock. */
  static Database complete(int port, Secrets secrets) throws SQLException {
    Login superuser = secrets.superuser();
    try (Connection connection = connect(port, "postgres", superuser)) {
      for (DatabaseRole role : DatabaseRole.values()) {
        if (!Roles.exists(connection, role)) {
          // Ours are letters and digits; they must not appear in the server's log.
          execute(
              connection,
              "SET log_min_error_statement = panic; "
                  + Roles.create(role)
                  + " LOGIN PASSWORD '"
                  + secrets.login(role).password()
                  + "'");
        }
      }
      if (!databaseExists(connection)) {
        execute(
            connection, "CREATE DATABASE " + DATABASE + " OWNER " + DatabaseRole.OWNER.sqlName());
      }
    }
    try (Connection connection = connect(port, DATABASE, superuser)) {
      execute(connection, "REVOKE ALL ON DATABASE " + DATABASE + " FROM PUBLIC");
      execute(
          connection,
          "GRANT CONNECT ON DATABASE "
              + DATABASE
              + " TO "
              + Stream.of(DatabaseRole.values())
                  .map(DatabaseRole::sqlName)
                  .collect(Collectors.joining(", ")));
      Roles.createSchemas(connection);
    }
    Map<DatabaseRole, Login> logins = new EnumMap<>(DatabaseRole.class);
    for (DatabaseRole role : DatabaseRole.values()) {
      logins.put(role, secrets.login(role));
    }
    return new Database(url(port, DATABASE), logins);
  }

  static String url(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  private static Connection connect(int port, String database, Login login) throws SQLException {
    return DriverManager.getConnection(
        url(port, database) + "?connectTimeout=5&socketTimeout=60", login.user(), login.password());
  }

  private static boolean databaseExists(Connection connection) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT 1 FROM pg_catalog.pg_database WHERE datname = ?")) {
      query.setString(1, DATABASE);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
