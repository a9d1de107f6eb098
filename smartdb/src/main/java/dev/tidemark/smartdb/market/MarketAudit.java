package dev.tidemark.smartdb.market;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Who did what to the market data, in the transaction that did it; what is done to tables is noted
 * by the database itself (series made, parts loaded, horizons moved). Lines are only ever added;
 * time and role are the database's own. What tenants do is in their own log.
 */
public final class MarketAudit {
  private MarketAudit() {}

  /** What is recorded. */
  public enum Action {
    /** The schema was brought to another version. */
    MIGRATED
  }

  /**
   * @param connection of the owner, of a writer of market data or of a worker
   * @param subject what it was done to
   * @param detail a JSON object
   */
  public static void record(Connection connection, Action action, String subject, String detail)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO md.audit_log (action, subject, detail) VALUES (?, ?, ?::jsonb)")) {
      insert.setString(1, action.name());
      insert.setString(2, subject);
      insert.setString(3, detail);
      insert.executeUpdate();
    }
  }
}
