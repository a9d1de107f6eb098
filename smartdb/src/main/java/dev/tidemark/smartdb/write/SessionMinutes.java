package dev.tidemark.smartdb.write;

import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Session;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** The number of each session's first minute, as the database counts a calendar's minutes. */
final class SessionMinutes {
  private record Key(CalendarId calendar, LocalDate date) {}

  private final Connection connection;
  private final Map<Key, Long> known = new HashMap<>();

  SessionMinutes(Connection connection) {
    this.connection = connection;
  }

  /** The columns of a session in {@code stage_minute}. */
  void write(CopyBuffer out, CalendarId calendar, Session session) throws SQLException {
    out.date(session.date())
        .time(RowChecks.micros(session.openNanos()))
        .time(RowChecks.micros(session.closeNanos()))
        .int8(first(new Key(calendar, session.date())));
  }

  private long first(Key key) throws SQLException {
    Long present = known.get(key);
    if (present != null) {
      return present;
    }
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT first_minute FROM md.calendar_session WHERE calendar = ? AND session_date = ?")) {
      query.setString(1, key.calendar().name());
      query.setObject(2, key.date());
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("no session of " + key + " is stored; migrate the schema");
        }
        long first = row.getLong(1);
        known.put(key, first);
        return first;
      }
    }
  }
}
