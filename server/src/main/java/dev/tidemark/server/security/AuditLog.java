package dev.tidemark.server.security;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Who did what, in the transaction that did it. Rows are only ever added. */
public final class AuditLog {
  private AuditLog() {}

  /** What is recorded. */
  public enum Action {
    TENANT_CREATED,
    KEY_CREATED,
    KEY_REVOKED,
    ANALYSIS_SUBMITTED,
    ANALYSIS_CANCELLED,
    BATCH_SUBMITTED
  }

  /**
   * @param connection in a transaction of the tenant
   * @param actor id of the key, or {@code cli}
   * @param subject id of what it was done to
   * @param request id of the request; empty from the command line
   */
  public static void record(
      Connection connection,
      String tenant,
      String actor,
      Action action,
      String subject,
      String request)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO tidemark.audit_log (tenant_id, actor, action, subject, request)"
                + " VALUES (?, ?, ?, ?, ?)")) {
      insert.setString(1, tenant);
      insert.setString(2, actor);
      insert.setString(3, action.name());
      insert.setString(4, subject);
      insert.setString(5, request);
      insert.executeUpdate();
    }
  }
}
