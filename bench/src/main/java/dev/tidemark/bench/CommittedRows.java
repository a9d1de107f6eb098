package dev.tidemark.bench;

import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Asks the database again and again for the newest trade of each symbol. Trades of a symbol are
 * committed in their order, so all up to it are visible then, and those after the one seen before
 * count as committed at this moment: a latency is too long by up to one question, never too short.
 */
final class CommittedRows implements AutoCloseable {
  private static final long PAUSE_NANOS = 2_000_000;

  private final Database database;
  private final StreamSchedule schedule;
  private final String source;
  private final long first;
  private final LatencyCounts counts = new LatencyCounts();
  private final long[] seen = new long[StreamSchedule.SYMBOLS];
  private volatile boolean stopped;
  private volatile @Nullable SQLException failure;
  private final Thread thread;

  /** {@code first}: trades before this number are the warm-up. */
  CommittedRows(Database database, StreamSchedule schedule, String source, long first) {
    this.database = database;
    this.schedule = schedule;
    this.source = source;
    this.first = first;
    for (int i = 0; i < seen.length; i++) {
      seen[i] = i - StreamSchedule.SYMBOLS;
    }
    thread = Thread.ofPlatform().name("bench-committed").start(this::run);
  }

  LatencyCounts counts() {
    return counts;
  }

  /** Smallest number such that all trades below it are committed. */
  long committed() {
    long least = Long.MAX_VALUE;
    synchronized (seen) {
      for (long each : seen) {
        least = Math.min(least, each + StreamSchedule.SYMBOLS);
      }
    }
    return least;
  }

  private void run() {
    try (Connection connection = database.dataSource(DatabaseRole.OWNER).getConnection();
        PreparedStatement find =
            connection.prepareStatement(
                "SELECT series_id FROM md.series WHERE symbol = ? AND source = ?");
        PreparedStatement newest =
            connection.prepareStatement(
                "SELECT seq FROM md.trade WHERE series_id = ? ORDER BY ts DESC LIMIT 1")) {
      int[] ids = new int[StreamSchedule.SYMBOLS];
      while (!stopped) {
        for (int symbol = 0; symbol < ids.length; symbol++) {
          if (ids[symbol] == 0) {
            ids[symbol] = id(find, symbol);
          }
          if (ids[symbol] != 0) {
            newest.setInt(1, ids[symbol]);
            look(newest, symbol);
          }
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    } catch (SQLException e) {
      failure = e;
    }
  }

  private int id(PreparedStatement find, int symbol) throws SQLException {
    find.setString(1, schedule.instruments().get(symbol).symbol());
    find.setString(2, source);
    try (ResultSet row = find.executeQuery()) {
      return row.next() ? row.getInt(1) : 0;
    }
  }

  private void look(PreparedStatement newest, int symbol) throws SQLException {
    try (ResultSet row = newest.executeQuery()) {
      if (!row.next()) {
        return;
      }
      long number = row.getLong(1);
      long now = System.nanoTime();
      long next;
      synchronized (seen) {
        next = seen[symbol] + StreamSchedule.SYMBOLS;
        seen[symbol] = Math.max(seen[symbol], number);
      }
      for (; next <= number; next += StreamSchedule.SYMBOLS) {
        if (next >= first) {
          counts.add(now - schedule.dueTicks(next));
        }
      }
    }
  }

  /** Stops asking; what went wrong meanwhile is thrown. */
  void check() throws SQLException {
    SQLException failed = failure;
    if (failed != null) {
      throw failed;
    }
  }

  @Override
  public void close() {
    stopped = true;
  }
}
