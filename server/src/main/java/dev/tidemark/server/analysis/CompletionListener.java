package dev.tidemark.server.analysis;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of runs that other processes finished. Runs until it is told to stop; a lost connection is
 * made again, and what was missed meanwhile the waiting requests find out by themselves.
 */
public final class CompletionListener implements Runnable {
  static final String CHANNEL = "tidemark_runs";

  private static final Logger LOG = LoggerFactory.getLogger(CompletionListener.class);

  private final DataSource connections;
  private final Completions completions;
  private final Duration quiet;
  private final BooleanSupplier stopped;
  private final Runnable pause;

  /**
   * @param connections not pooled: the listener keeps one
   * @param quiet longest wait until {@code stopped} is asked
   * @param pause waits before a lost connection is made again
   */
  public CompletionListener(
      DataSource connections,
      Completions completions,
      Duration quiet,
      BooleanSupplier stopped,
      Runnable pause) {
    this.connections = connections;
    this.completions = completions;
    this.quiet = quiet;
    this.stopped = stopped;
    this.pause = pause;
  }

  @Override
  public void run() {
    while (!stopped.getAsBoolean()) {
      try (Connection connection = connections.getConnection()) {
        listen(connection);
      } catch (SQLException lost) {
        if (!stopped.getAsBoolean()) {
          LOG.warn("Lost the connection that hears of finished runs: {}", lost.getMessage());
          pause.run();
        }
      }
    }
  }

  private void listen(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("LISTEN " + CHANNEL);
    }
    PGConnection postgres = connection.unwrap(PGConnection.class);
    while (!stopped.getAsBoolean()) {
      for (PGNotification told : postgres.getNotifications(Math.toIntExact(quiet.toMillis()))) {
        completions.finished(told.getParameter());
      }
    }
  }
}
