package dev.tidemark.server.jobs;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Transactions of a worker, which outlives restarts of the database. */
final class Transactions {
  private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);
  private static final long PAUSE_MILLIS = 250;
  private static final int MOST_TRIES = 400;

  /** Something done in a transaction. */
  @FunctionalInterface
  interface Work<T> {
    T in(Connection connection) throws SQLException;
  }

  private final DataSource connections;
  private final CountDownLatch stopped = new CountDownLatch(1);

  Transactions(DataSource connections) {
    this.connections = connections;
  }

  <T> T run(Work<T> work) throws SQLException {
    try (Connection connection = connections.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.in(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        rollback(connection, e);
        throw e;
      } finally {
        restore(connection);
      }
    }
  }

  /**
   * As {@link #run}, again and again while the database is away, for about as long as it takes to
   * restart it. The work must be such that doing it after an unnoticed commit does nothing.
   */
  <T> T insist(Work<T> work) throws SQLException {
    for (int i = 1; ; i++) {
      try {
        return run(work);
      } catch (SQLException e) {
        if (!away(e) || i == MOST_TRIES || pause()) {
          throw e;
        }
        LOG.debug("the database is away, try {}", i, e);
      }
    }
  }

  /** Waits a moment; true when there is no point in waiting any more. */
  boolean pause() {
    try {
      return stopped.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Ends all waiting. */
  void stop() {
    stopped.countDown();
  }

  /** Whether the same may succeed in a moment: no connection, shutting down, or a lost race. */
  static boolean away(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    return e instanceof SQLTransientException
        || state.startsWith("08")
        || state.startsWith("57P")
        || state.startsWith("53")
        || state.equals("40001")
        || state.equals("40P01");
  }

  private static void rollback(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  /** A broken connection is noticed by the pool; what matters has happened by now. */
  private static void restore(Connection connection) {
    try {
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      LOG.debug("connection not reset", e);
    }
  }
}
