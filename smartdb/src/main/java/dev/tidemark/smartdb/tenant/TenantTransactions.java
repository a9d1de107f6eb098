package dev.tidemark.smartdb.tenant;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Transactions in which row-level security shows the rows of one tenant. Queries name the tenant as
 * well; either alone would do, and a mistake in one is caught by the other. Thread-safe.
 */
public final class TenantTransactions {
  private static final String DEADLOCK = "40P01";
  private static final int MOST_TRIES = 3;

  private final DataSource database;

  /**
   * @param database connections of a role that row-level security applies to
   */
  public TenantTransactions(DataSource database) {
    this.database = database;
  }

  /** What is done in a transaction. */
  @FunctionalInterface
  public interface Work<T> {
    T in(Connection connection) throws SQLException;
  }

  /**
   * Runs the work and commits, or rolls back when it throws. Work that a deadlock undid is done
   * again.
   *
   * @throws dev.tidemark.core.error.TidemarkException UNAVAILABLE if the database does not answer
   */
  public <T> T run(String tenant, Work<T> work) {
    for (int tried = 1; ; tried++) {
      try {
        return once(tenant, work);
      } catch (SQLException failure) {
        // The victim of a deadlock is rolled back as a whole; the others go on, and so can it.
        if (!DEADLOCK.equals(failure.getSQLState()) || tried == MOST_TRIES) {
          throw DatabaseFailure.of(failure);
        }
      }
    }
  }

  private <T> T once(String tenant, Work<T> work) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      boolean done = false;
      try {
        enter(connection, tenant);
        T result = work.in(connection);
        connection.commit();
        done = true;
        return result;
      } finally {
        if (!done) {
          connection.rollback();
        }
      }
    }
  }

  /** Makes the current transaction of the connection one of the tenant. */
  public static void enter(Connection connection, String tenant) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT set_config('tidemark.tenant', ?, true)")) {
      statement.setString(1, tenant);
      statement.execute();
    }
  }
}
