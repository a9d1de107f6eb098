package dev.tidemark.app.torture;

import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Counts in the database what must be there once per key. */
public final class StoredJobs {
  private StoredJobs() {}

  /** Adds what it finds to the report; the fleet must be at rest. */
  public static void compare(Database database, JobsReport report, int keys) throws SQLException {
    try (Connection connection = database.dataSource(DatabaseRole.OWNER).getConnection();
        Statement statement = connection.createStatement()) {
      once(statement, report, "SELECT count(*) FROM analyses", "analyses", keys);
      once(statement, report, "SELECT count(*) FROM idempotency", "idempotency records", keys);
      once(
          statement,
          report,
          "SELECT coalesce(sum(runs), 0) FROM trial_ledger",
          "runs in the trial ledger",
          report.completedCount());
      once(
          statement,
          report,
          "SELECT count(*) FROM jobs WHERE kind = 'analysis' AND state = 'DONE'",
          "completed jobs",
          report.completedCount());
      once(
          statement,
          report,
          "SELECT count(*) FROM jobs WHERE kind = 'analysis' AND state IN ('QUEUED', 'RUNNING')",
          "unfinished jobs",
          0);
    }
  }

  private static void once(
      Statement statement, JobsReport report, String sql, String what, int expected)
      throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      int found = row.getInt(1);
      if (found > expected) {
        report.duplicated(found - expected, found + " " + what + " and not " + expected);
      } else if (found < expected) {
        report.lost(found + " " + what + " and not " + expected);
      }
    }
  }
}
