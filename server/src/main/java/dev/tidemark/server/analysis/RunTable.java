package dev.tidemark.server.analysis;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Table {@code result_cache}. Whoever changes a run and its analyses locks the run first. */
final class RunTable {
  private static final String SELECT =
      "SELECT tenant_id, cache_key, run_id, params, as_known, data_hash, result_hash,"
          + " top_windows"
          + " FROM tidemark.result_cache WHERE tenant_id = ? AND ";

  private RunTable() {}

  /** Begins a run, unless one of the same key is there. */
  static boolean begin(Connection connection, Run run, Instant now) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO tidemark.result_cache (tenant_id, cache_key, run_id, params, as_known,"
                + " data_hash, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (tenant_id, cache_key) DO NOTHING")) {
      insert.setString(1, run.tenant());
      insert.setString(2, run.cacheKey());
      insert.setString(3, run.runId());
      insert.setString(4, run.params());
      insert.setObject(5, Sql.utc(run.asKnown()));
      insert.setString(6, run.dataHash());
      insert.setObject(7, Sql.utc(now));
      return insert.executeUpdate() == 1;
    }
  }

  /** The run of a key; does not finish or go away before the end of the transaction. */
  static Optional<Run> joinable(Connection connection, String tenant, String cacheKey)
      throws SQLException {
    return one(connection, SELECT + "cache_key = ? FOR SHARE", tenant, cacheKey);
  }

  static Optional<Run> byKey(Connection connection, String tenant, String cacheKey)
      throws SQLException {
    return one(connection, SELECT + "cache_key = ?", tenant, cacheKey);
  }

  static Optional<Run> find(Connection connection, String tenant, String runId)
      throws SQLException {
    return one(connection, SELECT + "run_id = ?", tenant, runId);
  }

  /** The run, which nobody else changes or joins before the end of the transaction. */
  static Optional<Run> lock(Connection connection, String tenant, String runId)
      throws SQLException {
    return one(connection, SELECT + "run_id = ? FOR UPDATE", tenant, runId);
  }

  static void complete(
      Connection connection,
      String tenant,
      String runId,
      String resultHash,
      String topWindows,
      Instant now)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE tidemark.result_cache SET result_hash = ?, top_windows = ?, finished_at = ?"
                + " WHERE tenant_id = ? AND run_id = ?")) {
      update.setString(1, resultHash);
      update.setString(2, topWindows);
      update.setObject(3, Sql.utc(now));
      update.setString(4, tenant);
      update.setString(5, runId);
      update.executeUpdate();
    }
  }

  static void delete(Connection connection, String tenant, String runId) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM tidemark.result_cache WHERE tenant_id = ? AND run_id = ?")) {
      delete.setString(1, tenant);
      delete.setString(2, runId);
      delete.executeUpdate();
    }
  }

  private static Optional<Run> one(Connection connection, String query, String tenant, String key)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(query)) {
      select.setString(1, tenant);
      select.setString(2, key);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Run(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    Sql.instant(row, 5),
                    row.getString(6),
                    row.getString(7),
                    row.getString(8)))
            : Optional.empty();
      }
    }
  }
}
