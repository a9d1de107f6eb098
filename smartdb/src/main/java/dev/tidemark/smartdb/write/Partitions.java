package dev.tidemark.smartdb.write;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** Makes sure that the days of a batch, and the day after, have partitions before it is written. */
final class Partitions {
  private static final long DAY = 86_400_000_000_000L;

  private final Set<Long> made = new HashSet<>();
  private final Set<Long> missing = new TreeSet<>();
  private long lastDay = Long.MIN_VALUE / 2;

  /** Notes a day that a row of the next batch lies in. */
  void need(long tsNanos) {
    if (tsNanos >= lastDay && tsNanos - lastDay < DAY) {
      return;
    }
    long day = Math.floorDiv(tsNanos, DAY);
    lastDay = day * DAY;
    if (!made.contains(day)) {
      missing.add(day);
    }
  }

  /** Commits what it makes, so that the making holds its locks for a moment only. */
  void ensure(Connection connection) throws SQLException {
    if (missing.isEmpty()) {
      return;
    }
    try (PreparedStatement call =
        connection.prepareStatement("SELECT md.ensure_partitions(?, ?)")) {
      for (long day : missing) {
        Instant start = Instant.ofEpochSecond(day * 86_400);
        call.setObject(1, start.atOffset(ZoneOffset.UTC));
        call.setObject(2, start.plusSeconds(86_400).atOffset(ZoneOffset.UTC));
        call.execute();
        connection.commit();
      }
    }
    made.addAll(missing);
    missing.clear();
  }

  /** After a rollback: partitions may have been dropped meanwhile. */
  void forget() {
    made.clear();
    missing.clear();
    lastDay = Long.MIN_VALUE / 2;
  }
}
