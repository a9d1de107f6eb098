package dev.tidemark.server.jobs;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes the claiming thread when there may be something to claim. Notifications of the database are
 * a hint only: without them it wakes at every poll.
 */
final class Wakeup {
  private static final Logger LOG = LoggerFactory.getLogger(Wakeup.class);

  private final DataSource connections;
  private final Duration poll;
  private final Semaphore calls = new Semaphore(0);
  private volatile boolean stopped;

  /** {@code connections}: not a pool, one connection is kept for listening. */
  Wakeup(DataSource connections, Duration poll) {
    this.connections = connections;
    this.poll = poll;
  }

  void call() {
    calls.release();
  }

  /** Waits for a call, or the poll interval. */
  void await() throws InterruptedException {
    var unused = calls.tryAcquire(poll.toMillis(), TimeUnit.MILLISECONDS);
    calls.drainPermits();
  }

  /** Listens until stopped; the body of a thread. */
  void listen() {
    boolean reported = false;
    while (!stopped) {
      try (Connection connection = connections.getConnection()) {
        try (Statement statement = connection.createStatement()) {
          statement.execute("LISTEN " + JobQueue.CHANNEL);
        }
        reported = false;
        // Something may have come while nobody listened.
        call();
        receive(connection.unwrap(PGConnection.class));
      } catch (SQLException e) {
        if (!reported && !stopped) {
          LOG.warn("no notifications from the database, polling only: {}", e.getMessage());
          reported = true;
        }
        if (waitToReconnect()) {
          return;
        }
      }
    }
  }

  private void receive(PGConnection connection) throws SQLException {
    while (!stopped) {
      var notifications = connection.getNotifications((int) poll.toMillis());
      if (notifications != null && notifications.length > 0) {
        call();
      }
    }
  }

  private boolean waitToReconnect() {
    try {
      var unused = new Semaphore(0).tryAcquire(poll.toMillis(), TimeUnit.MILLISECONDS);
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }

  void stop() {
    stopped = true;
    call();
  }
}
