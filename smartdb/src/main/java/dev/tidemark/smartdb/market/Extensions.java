package dev.tidemark.smartdb.market;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.Login;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which extensions a new market database can use. TimescaleDB counts as there when it can be
 * created, its community licence is in force and a continuous aggregate can be made; anything less
 * (a package without that part, a server that does not preload it) is plain PostgreSQL.
 *
 * @param backEnd what the schema is to be installed for
 * @param timescale version of TimescaleDB; empty on plain PostgreSQL
 * @param timescaleSchema where its functions are
 * @param vectors whether pgvector's type is there, as {@code public.vector}
 */
record Extensions(BackEnd backEnd, String timescale, String timescaleSchema, boolean vectors) {
  private static final Logger LOG = LoggerFactory.getLogger(Extensions.class);

  private static final String HOME = "public";

  /** Any number of our own. */
  private static final long LOCK = 0x7469_6465_6578_7473L;

  /**
   * Finds out as who logs in, not as the owner: creating an extension is a right of the database.
   * What is chosen stays created, what is not is rolled back.
   */
  static Extensions find(Database database) {
    Login login = database.login(DatabaseRole.OWNER);
    try (Connection connection =
        DriverManager.getConnection(database.jdbcUrl(), login.user(), login.password())) {
      connection.setAutoCommit(false);
      text(connection, "SELECT pg_advisory_xact_lock(" + LOCK + ")::text");
      boolean timescale = timescaleWorks(connection);
      boolean vectors = vectorsWork(connection);
      Extensions found =
          new Extensions(
              timescale ? BackEnd.TIMESCALE : BackEnd.PLAIN,
              timescale ? version(connection, "timescaledb") : "",
              timescale ? schema(connection, "timescaledb") : HOME,
              vectors);
      connection.commit();
      return found;
    } catch (SQLException e) {
      throw unusable(database, e);
    }
  }

  /** Those of an installed schema. */
  static Extensions recorded(Database database, InstalledBackEnd installed) {
    if (installed.backEnd() == BackEnd.PLAIN) {
      return new Extensions(BackEnd.PLAIN, "", HOME, installed.vectors());
    }
    try (Connection connection = database.dataSource(DatabaseRole.OWNER).getConnection()) {
      return new Extensions(
          BackEnd.TIMESCALE,
          installed.extension(),
          schema(connection, "timescaledb"),
          installed.vectors());
    } catch (SQLException e) {
      throw unusable(database, e);
    }
  }

  private static TidemarkException unusable(Database database, SQLException e) {
    return TidemarkException.of(
            ErrorCode.UNAVAILABLE,
            "The database cannot be used",
            String.valueOf(e.getMessage()),
            "Check that the server is up",
            e)
        .withDetail("url", database.jdbcUrl());
  }

  private static boolean timescaleWorks(Connection connection) throws SQLException {
    // Creating it on a server that does not preload it would end the connection.
    if (!available(connection, "timescaledb")
        || text(connection, "SELECT 1 FROM pg_settings WHERE name = 'timescaledb.disable_load'")
            .isEmpty()) {
      return false;
    }
    Savepoint before = connection.setSavepoint();
    String refusal = "";
    try {
      execute(connection, "CREATE EXTENSION IF NOT EXISTS timescaledb");
      String licence = text(connection, "SELECT current_setting('timescaledb.license', true)");
      if (licence.equals("timescale")) {
        probe(connection, schema(connection, "timescaledb"));
        return true;
      }
      refusal = "its licence is " + licence;
    } catch (SQLException e) {
      refusal = String.valueOf(e.getMessage());
    }
    LOG.warn("TimescaleDB is installed but not used: {}", refusal);
    connection.rollback(before);
    return false;
  }

  /** A continuous aggregate that is gone at once. */
  private static void probe(Connection connection, String schema) throws SQLException {
    Savepoint before = connection.setSavepoint();
    execute(connection, "CREATE TABLE " + HOME + ".tidemark_probe (ts timestamptz NOT NULL)");
    text(
        connection,
        "SELECT "
            + quoted(schema)
            + ".create_hypertable('"
            + HOME
            + ".tidemark_probe', 'ts')::text");
    execute(
        connection,
        "CREATE MATERIALIZED VIEW "
            + HOME
            + ".tidemark_probe_1m WITH (timescaledb.continuous) AS SELECT "
            + quoted(schema)
            + ".time_bucket('1 minute', ts) AS minute, count(*) FROM "
            + HOME
            + ".tidemark_probe GROUP BY 1 WITH NO DATA");
    connection.rollback(before);
  }

  private static boolean vectorsWork(Connection connection) throws SQLException {
    if (!available(connection, "vector")) {
      return false;
    }
    Savepoint before = connection.setSavepoint();
    try {
      execute(connection, "CREATE EXTENSION IF NOT EXISTS vector SCHEMA " + HOME);
      if (schema(connection, "vector").equals(HOME)) {
        return true;
      }
      LOG.warn("pgvector is not used: it is not in schema " + HOME);
    } catch (SQLException e) {
      LOG.warn("pgvector is installed but not used: {}", e.getMessage());
    }
    connection.rollback(before);
    return false;
  }

  private static boolean available(Connection connection, String name) throws SQLException {
    return !named(connection, "SELECT 1::text FROM pg_available_extensions WHERE name = ?", name)
        .isEmpty();
  }

  static String version(Connection connection, String name) throws SQLException {
    return named(connection, "SELECT extversion FROM pg_extension WHERE extname = ?", name);
  }

  private static String schema(Connection connection, String name) throws SQLException {
    return named(
        connection,
        "SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace"
            + " WHERE e.extname = ?",
        name);
  }

  private static String named(Connection connection, String query, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      return first(statement.executeQuery());
    }
  }

  private static String text(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return first(statement.executeQuery(query));
    }
  }

  private static String first(ResultSet rows) throws SQLException {
    String value = rows.next() ? rows.getString(1) : null;
    return value == null ? "" : value;
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
