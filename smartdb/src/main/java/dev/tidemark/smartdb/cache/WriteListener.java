package dev.tidemark.smartdb.cache;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Invalidates latest values of series that any process wrote: {@code md.announce} tells of them
 * when its transaction commits. Runs until it is told to stop. Whatever was missed while there was
 * no connection is made up for by invalidating everything.
 */
public final class WriteListener implements Runnable {
  static final String CHANNEL = "tidemark_market";

  /** Told instead of names when there are too many. */
  static final String EVERYTHING = "*";

  private static final Logger LOG = LoggerFactory.getLogger(WriteListener.class);

  private final DataSource connections;
  private final LatestValues values;
  private final Duration quiet;
  private final BooleanSupplier stopped;
  private final Runnable pause;

  /**
   * @param connections not pooled: the listener keeps one
   * @param quiet longest wait until {@code stopped} is asked
   * @param pause waits before a lost connection is made again
   */
  public WriteListener(
      DataSource connections,
      LatestValues values,
      Duration quiet,
      BooleanSupplier stopped,
      Runnable pause) {
    this.connections = connections;
    this.values = values;
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
          LOG.warn("Lost the connection that hears of writes: {}", lost.getMessage());
          pause.run();
        }
      }
    }
  }

  private void listen(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("LISTEN " + CHANNEL);
    }
    values.invalidateAll();
    PGConnection postgres = connection.unwrap(PGConnection.class);
    while (!stopped.getAsBoolean()) {
      heard(postgres.getNotifications(Math.toIntExact(quiet.toMillis())));
    }
  }

  private void heard(PGNotification[] notifications) {
    Set<String> names = new LinkedHashSet<>();
    for (PGNotification told : notifications) {
      names.addAll(List.of(told.getParameter().split("\n", -1)));
    }
    if (names.contains(EVERYTHING)) {
      values.invalidateAll();
    } else if (!names.isEmpty()) {
      values.invalidate(names);
    }
  }
}
