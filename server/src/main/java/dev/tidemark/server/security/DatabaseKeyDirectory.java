package dev.tidemark.server.security;

import dev.tidemark.server.analysis.Caller;
import dev.tidemark.smartdb.tenant.DatabaseFailure;
import dev.tidemark.smartdb.tenant.TenantTransactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/** Keys in the database. */
public final class DatabaseKeyDirectory implements KeyDirectory {
  private final DataSource database;
  private final TenantTransactions transactions;

  /**
   * @param database connections of the role that requests use
   */
  public DatabaseKeyDirectory(DataSource database) {
    this.database = database;
    this.transactions = new TenantTransactions(database);
  }

  @Override
  public Optional<Entry> find(String keyId) {
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement("SELECT * FROM tidemark.api_key(?)")) {
      query.setString(1, keyId);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(entry(keyId, row)) : Optional.empty();
      }
    } catch (SQLException failure) {
      throw DatabaseFailure.of(failure);
    }
  }

  private static Entry entry(String keyId, ResultSet row) throws SQLException {
    Caller.Plan plan =
        new Caller.Plan(
            row.getInt("per_day"),
            row.getInt("concurrent"),
            row.getInt("horizon_years"),
            row.getInt("priority"));
    return KeyDirectory.entry(
        keyId,
        row.getBytes("secret_hash"),
        row.getBoolean("revoked"),
        KeyRole.valueOf(row.getString("role")),
        new Caller(row.getString("tenant_id"), plan));
  }

  @Override
  public void used(String tenant, String keyId, Instant at) {
    transactions.run(
        tenant,
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE tidemark.api_keys SET last_used_at = ?"
                      + " WHERE tenant_id = ? AND key_id = ?")) {
            update.setTimestamp(1, Timestamp.from(at));
            update.setString(2, tenant);
            update.setString(3, keyId);
            return update.executeUpdate();
          }
        });
  }
}
