package dev.tidemark.stream.registry;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.hash.Sha256;
import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.Migrations;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Subjects in schema {@code registry} of the database, shared by all processes that use it. */
public final class PostgresSubjects implements SubjectStore {
  private static final String MIGRATIONS = "db/registry";
  private static final String VERSIONS =
      "SELECT v.subject, v.version, v.schema_id, s.content"
          + " FROM registry.version v JOIN registry.schema s ON s.id = v.schema_id ";

  private final DataSource source;

  /**
   * @param source of connections as {@link dev.tidemark.smartdb.DatabaseRole#INGEST}
   */
  public PostgresSubjects(DataSource source) {
    this.source = source;
  }

  /** Makes the tables, if they are not there. */
  public static void migrate(Database database) {
    Migrations.run(database, MIGRATIONS);
  }

  @Override
  public List<String> subjects() {
    return query(
        "SELECT DISTINCT subject FROM registry.version ORDER BY 1", row -> row.getString(1));
  }

  @Override
  public List<SubjectVersion> versions(String subject) {
    return query(
        VERSIONS + "WHERE v.subject = ? ORDER BY v.version", PostgresSubjects::version, subject);
  }

  @Override
  public Optional<String> schema(int id) {
    return query("SELECT content FROM registry.schema WHERE id = ?", row -> row.getString(1), id)
        .stream()
        .findFirst();
  }

  @Override
  public List<SubjectVersion> uses(int id) {
    return query(
        VERSIONS + "WHERE v.schema_id = ? ORDER BY v.subject, v.version",
        PostgresSubjects::version,
        id);
  }

  @Override
  public Optional<SubjectVersion> append(String subject, int after, String schema) {
    byte[] fingerprint = Sha256.digest().digest(schema.getBytes(StandardCharsets.UTF_8));
    return within(
        connection -> {
          update(
              connection,
              "INSERT INTO registry.schema (fingerprint, content) SELECT ?, ?"
                  + " WHERE NOT EXISTS (SELECT FROM registry.schema WHERE fingerprint = ?)"
                  + " ON CONFLICT DO NOTHING",
              fingerprint,
              schema,
              fingerprint);
          int id;
          try (PreparedStatement found =
                  prepare(
                      connection,
                      "SELECT id FROM registry.schema WHERE fingerprint = ?",
                      fingerprint);
              ResultSet rows = found.executeQuery()) {
            rows.next();
            id = rows.getInt(1);
          }
          // The primary key is the comparison: the version after the one seen must be free.
          int added =
              update(
                  connection,
                  "INSERT INTO registry.version (subject, version, schema_id)"
                      + " SELECT ?, ?, ? WHERE (SELECT count(*) FROM registry.version"
                      + " WHERE subject = ?) = ? ON CONFLICT DO NOTHING",
                  subject,
                  after + 1,
                  id,
                  subject,
                  after);
          return added == 0
              ? Optional.empty()
              : Optional.of(new SubjectVersion(subject, after + 1, id, schema));
        });
  }

  @Override
  public Optional<Compatibility> level(String subject) {
    return query(
            "SELECT level FROM registry.compatibility WHERE subject = ?",
            row -> row.getString(1),
            subject)
        .stream()
        .findFirst()
        .flatMap(Compatibility::find);
  }

  @Override
  public void setLevel(String subject, Compatibility level) {
    within(
        connection ->
            update(
                connection,
                "INSERT INTO registry.compatibility VALUES (?, ?)"
                    + " ON CONFLICT (subject) DO UPDATE SET level = excluded.level",
                subject,
                level.name()));
  }

  @Override
  public void clearLevel(String subject) {
    within(
        connection ->
            update(connection, "DELETE FROM registry.compatibility WHERE subject = ?", subject));
  }

  @FunctionalInterface
  private interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  @FunctionalInterface
  private interface Work<T> {
    T in(Connection connection) throws SQLException;
  }

  private static SubjectVersion version(ResultSet row) throws SQLException {
    return new SubjectVersion(row.getString(1), row.getInt(2), row.getInt(3), row.getString(4));
  }

  private <T> List<T> query(String sql, Row<T> row, Object... values) {
    return within(
        connection -> {
          try (PreparedStatement statement = prepare(connection, sql, values);
              ResultSet rows = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
              found.add(row.of(rows));
            }
            return found;
          }
        });
  }

  private static int update(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, values)) {
      return statement.executeUpdate();
    }
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object... values)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  private <T> T within(Work<T> work) {
    try (Connection connection = source.getConnection()) {
      return work.in(connection);
    } catch (SQLException e) {
      throw TidemarkException.of(
          ErrorCode.UNAVAILABLE,
          "The schema registry cannot use its database",
          String.valueOf(e.getMessage()),
          "Check that the database runs",
          e);
    }
  }
}
