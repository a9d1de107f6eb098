package dev.tidemark.smartdb.market;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** What a market database was installed with, as it is recorded there. */
public record InstalledBackEnd(BackEnd backEnd, String extension, boolean vectors) {

  /**
   * Reads it.
   *
   * @return empty when the schema is not installed
   * @throws TidemarkException PRECONDITION_FAILED when it was installed with TimescaleDB and that
   *     is gone
   */
  public static Optional<InstalledBackEnd> of(Database database) {
    try (Connection connection = database.dataSource(DatabaseRole.OWNER).getConnection()) {
      Optional<InstalledBackEnd> installed = read(connection);
      if (installed.isPresent()
          && installed.get().backEnd() == BackEnd.TIMESCALE
          && Extensions.version(connection, "timescaledb").isEmpty()) {
        throw TidemarkException.of(
                ErrorCode.PRECONDITION_FAILED,
                "This database was installed with TimescaleDB, which is no longer there",
                "its extension is not among those of the database",
                "Bring the extension back; the other back end needs a database of its own, loaded"
                    + " from the lake")
            .withDetail("url", database.jdbcUrl());
      }
      return installed;
    } catch (SQLException e) {
      throw TidemarkException.of(
              ErrorCode.UNAVAILABLE,
              "The database cannot be used",
              String.valueOf(e.getMessage()),
              "Check that the server is up",
              e)
          .withDetail("url", database.jdbcUrl());
    }
  }

  private static Optional<InstalledBackEnd> read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet rows =
          statement.executeQuery("SELECT to_regclass('md.backend') IS NOT NULL AS there")) {
        if (!rows.next() || !rows.getBoolean("there")) {
          return Optional.empty();
        }
      }
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT kind, coalesce(extension, '') AS extension, vectors FROM md.backend")) {
        if (!rows.next()) {
          return Optional.empty();
        }
        return Optional.of(
            new InstalledBackEnd(
                BackEnd.valueOf(rows.getString("kind")),
                rows.getString("extension"),
                rows.getBoolean("vectors")));
      }
    }
  }
}
