package dev.tidemark.server.analysis;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What a tenant has used of its plan: table {@code analysis_usage} and the active analyses. */
final class UsageTable {
  private UsageTable() {}

  /**
   * Counts accepted analyses. Other submissions of the tenant wait from here until the end of the
   * transaction, so what is counted now stays true.
   */
  static Limits add(Connection connection, Caller caller, int analyses, Instant now)
      throws SQLException {
    LocalDate today = today(now);
    try (PreparedStatement upsert =
        connection.prepareStatement(
            "INSERT INTO tidemark.analysis_usage AS u (tenant_id, day, accepted) VALUES (?, ?, ?)"
                + " ON CONFLICT (tenant_id, day) DO UPDATE SET accepted = u.accepted +"
                + " excluded.accepted RETURNING accepted")) {
      upsert.setString(1, caller.tenant());
      upsert.setObject(2, today);
      upsert.setInt(3, analyses);
      return limits(connection, caller, today, number(upsert));
    }
  }

  static Limits read(Connection connection, Caller caller, Instant now) throws SQLException {
    LocalDate today = today(now);
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT accepted FROM tidemark.analysis_usage WHERE tenant_id = ? AND day = ?")) {
      select.setString(1, caller.tenant());
      select.setObject(2, today);
      return limits(connection, caller, today, number(select));
    }
  }

  private static Limits limits(Connection connection, Caller caller, LocalDate today, int used)
      throws SQLException {
    Caller.Plan plan = caller.plan();
    Instant midnight = today.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    return new Limits(
        plan.perDay(), used, midnight, plan.concurrent(), active(connection, caller.tenant()));
  }

  /** Analyses queued or running; those of one batch count as one. */
  private static int active(Connection connection, String tenant) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT count(DISTINCT coalesce(batch_id, analysis_id)) FROM tidemark.analyses"
                + " WHERE tenant_id = ? AND status IN ('QUEUED', 'RUNNING')")) {
      select.setString(1, tenant);
      return number(select);
    }
  }

  private static LocalDate today(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }

  private static int number(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      return row.next() ? row.getInt(1) : 0;
    }
  }
}
