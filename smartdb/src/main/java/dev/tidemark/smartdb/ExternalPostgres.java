package dev.tidemark.smartdb;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A PostgreSQL server of the operator's own, reached by URL with one login.
 *
 * <p>The roles cannot log in there: connections log in with that login and take the role with
 * {@code SET ROLE}, so there is one password to configure and row-level security holds, because
 * policies look at the role taken and not at who logged in. The login must be able to become all of
 * them; when it may create roles it makes them itself, otherwise the error says the statements an
 * administrator runs once. What this does not stop is someone who can run SQL of his own through
 * our connections: he could {@code RESET ROLE}. Give the login no more than it needs.
 */
public final class ExternalPostgres {
  /** Views with the rights of their reader exist since then. */
  public static final int OLDEST_VERSION = 15;

  /** Any number of our own. */
  private static final long BOOTSTRAP_LOCK = 0x7469_6465_6d61_726bL;

  private static final String PREFIX = "jdbc:postgresql:";

  private ExternalPostgres() {}

  /**
   * Connects, makes what is missing, and checks that row-level security would hold.
   *
   * @param jdbcUrl {@code jdbc:postgresql://host:port/database}
   * @throws TidemarkException UNAVAILABLE when the server does not answer, INVALID_ARGUMENT for a
   *     URL that is not one, PRECONDITION_FAILED when the server is too old or rights are missing
   */
  public static Database open(String jdbcUrl, String user, String password) {
    checkAddress(jdbcUrl);
    try (Connection connection = DriverManager.getConnection(jdbcUrl, user, password)) {
      checkServer(connection);
      // Released with the connection; two processes that start at once make everything once.
      text(connection, "SELECT pg_advisory_lock(" + BOOTSTRAP_LOCK + ")::text");
      createMissing(connection, user);
      for (DatabaseRole role : DatabaseRole.values()) {
        checkRole(connection, role);
      }
    } catch (SQLException e) {
      throw unusable(jdbcUrl, user, e);
    }
    Map<DatabaseRole, Login> logins = new EnumMap<>(DatabaseRole.class);
    for (DatabaseRole role : DatabaseRole.values()) {
      logins.put(role, new Login(user, password, Optional.of(role)));
    }
    return new Database(jdbcUrl, logins);
  }

  /**
   * What is to be seen of a server that changes nothing there.
   *
   * @param version as the server tells it
   * @param missing roles that the first start will make
   */
  public record Inspection(String version, List<String> missing) {}

  /**
   * Connects and checks what {@link #open} checks, without making anything.
   *
   * @throws TidemarkException as {@link #open} does
   */
  public static Inspection inspect(String jdbcUrl, String user, String password) {
    checkAddress(jdbcUrl);
    try (Connection connection = DriverManager.getConnection(jdbcUrl, user, password)) {
      checkServer(connection);
      List<String> missing = new ArrayList<>();
      for (DatabaseRole role : DatabaseRole.values()) {
        if (Roles.exists(connection, role)) {
          checkRole(connection, role);
        } else {
          missing.add(role.sqlName());
        }
      }
      return new Inspection(connection.getMetaData().getDatabaseProductVersion(), missing);
    } catch (SQLException e) {
      throw unusable(jdbcUrl, user, e);
    }
  }

  private static void checkAddress(String jdbcUrl) {
    if (!jdbcUrl.startsWith(PREFIX)) {
      throw TidemarkException.of(
          ErrorCode.INVALID_ARGUMENT,
          "Not the address of a PostgreSQL database",
          "it does not begin with " + PREFIX,
          "give it as jdbc:postgresql://host:5432/database, the password apart");
    }
  }

  private static TidemarkException unusable(String jdbcUrl, String user, SQLException e) {
    return TidemarkException.of(
            ErrorCode.UNAVAILABLE,
            "The database cannot be used",
            String.valueOf(e.getMessage()),
            "Check address, user and password, and that the server is up",
            e)
        .withDetail("url", jdbcUrl)
        .withDetail("user", user);
  }

  /** What an administrator runs once, for a login that may not do it. */
  static String statements(String user) {
    StringBuilder text = new StringBuilder();
    for (DatabaseRole role : DatabaseRole.values()) {
      text.append(Roles.create(role)).append("; ");
      text.append("GRANT ").append(role.sqlName()).append(" TO ").append(quoted(user)).append("; ");
    }
    for (String schema :
        List.of(
            Database.SCHEMA,
            Database.MARKET_SCHEMA,
            Database.API_SCHEMA,
            Database.REGISTRY_SCHEMA)) {
      text.append("CREATE SCHEMA IF NOT EXISTS ").append(schema);
      text.append(" AUTHORIZATION ").append(DatabaseRole.OWNER.sqlName()).append("; ");
    }
    return text.toString().strip();
  }

  private static void checkServer(Connection connection) throws SQLException {
    DatabaseMetaData server = connection.getMetaData();
    if (server.getDatabaseMajorVersion() < OLDEST_VERSION) {
      throw TidemarkException.of(
          ErrorCode.PRECONDITION_FAILED,
          "PostgreSQL " + server.getDatabaseProductVersion() + " is too old",
          "views that respect row-level security need " + OLDEST_VERSION,
          "Use PostgreSQL " + OLDEST_VERSION + " or newer");
    }
    String encoding = text(connection, "SHOW server_encoding");
    if (!encoding.equals("UTF8")) {
      throw TidemarkException.of(
          ErrorCode.PRECONDITION_FAILED,
          "The database does not store UTF-8",
          "its encoding is " + encoding,
          "Create one with ENCODING 'UTF8' TEMPLATE template0");
    }
  }

  private static void createMissing(Connection connection, String user) throws SQLException {
    try {
      for (DatabaseRole role : DatabaseRole.values()) {
        if (!Roles.exists(connection, role)) {
          execute(connection, Roles.create(role));
        }
        if (!mayBecome(connection, role)) {
          execute(connection, "GRANT " + role.sqlName() + " TO " + quoted(user));
        }
      }
      Roles.createSchemas(connection);
    } catch (SQLException e) {
      throw TidemarkException.of(
          ErrorCode.PRECONDITION_FAILED,
          "The database user " + user + " may not make the roles and the schema of Tidemark",
          String.valueOf(e.getMessage()),
          "Have an administrator run in this database: " + statements(user),
          e);
    }
  }

  private static boolean mayBecome(Connection connection, DatabaseRole role) throws SQLException {
    return text(connection, "SELECT pg_has_role('" + role.sqlName() + "', 'MEMBER')::text")
            .equals("true")
        && settable(connection, role);
  }

  /** Since PostgreSQL 16 a member may be one without the right to take the role. */
  private static boolean settable(Connection connection, DatabaseRole role) throws SQLException {
    return connection.getMetaData().getDatabaseMajorVersion() < 16
        || text(connection, "SELECT pg_has_role('" + role.sqlName() + "', 'SET')::text")
            .equals("true");
  }

  private static void checkRole(Connection connection, DatabaseRole role) throws SQLException {
    String unbound =
        text(
            connection,
            "SELECT (rolsuper OR rolbypassrls)::text FROM pg_catalog.pg_roles WHERE rolname = '"
                + role.sqlName()
                + "'");
    if (!unbound.equals("false")) {
      throw TidemarkException.of(
          ErrorCode.PRECONDITION_FAILED,
          "Role " + role.sqlName() + " would see the rows of all tenants",
          "it is a superuser or bypasses row-level security",
          "ALTER ROLE " + role.sqlName() + " NOSUPERUSER NOBYPASSRLS");
    }
  }

  private static String text(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      String value = rows.next() ? rows.getString(1) : null;
      return value == null ? "" : value;
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }
}
