package dev.tidemark.smartdb.market;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.TradingCalendar;
import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** The sessions of every calendar, from the program into the database. */
final class Sessions {
  /** Data before and after these days are refused by the writer. */
  static final LocalDate FIRST = LocalDate.of(1990, 1, 1);

  static final LocalDate LAST = LocalDate.of(2039, 12, 31);

  private static final long MINUTE = 60_000_000_000L;
  private static final int BATCH = 2_000;

  private Sessions() {}

  /** Writes calendars whose version is not stored yet; one transaction each. */
  static void store(Database database) {
    try (Connection connection = database.dataSource(DatabaseRole.OWNER).getConnection()) {
      connection.setAutoCommit(false);
      for (CalendarId id : CalendarId.values()) {
        store(connection, TradingCalendar.of(id));
        connection.commit();
      }
    } catch (SQLException e) {
      throw TidemarkException.of(
          ErrorCode.UNAVAILABLE,
          "The calendars could not be written",
          String.valueOf(e.getMessage()),
          "Check that the server is up and repeat",
          e);
    }
  }

  private static void store(Connection connection, TradingCalendar calendar) throws SQLException {
    String name = calendar.id().name();
    // Locks the row, so that two processes do not write the same sessions.
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO md.calendar (calendar, version, minutes_per_year) VALUES (?, ?, ?)
            ON CONFLICT (calendar) DO UPDATE SET version = excluded.version
            WHERE calendar.version <> excluded.version
            """)) {
      insert.setString(1, name);
      insert.setString(2, calendar.version());
      insert.setDouble(3, calendar.minutesPerYear());
      if (insert.executeUpdate() == 0) {
        return;
      }
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO md.calendar_session (calendar, session_date, opens, closes, first_minute)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (calendar, session_date) DO UPDATE
            SET opens = excluded.opens, closes = excluded.closes,
                first_minute = excluded.first_minute
            """)) {
      long minute = 0;
      int rows = 0;
      for (Session session : calendar.sessions(FIRST, LAST)) {
        insert.setString(1, name);
        insert.setObject(2, session.date());
        insert.setObject(3, time(session.openNanos()));
        insert.setObject(4, time(session.closeNanos()));
        insert.setLong(5, minute);
        insert.addBatch();
        minute += Math.ceilDiv(session.lengthNanos(), MINUTE);
        if (++rows % BATCH == 0) {
          insert.executeBatch();
        }
      }
      insert.executeBatch();
    }
    // Every query looks sessions up; without statistics some plans read all of them.
    try (Statement statement = connection.createStatement()) {
      statement.execute("ANALYZE md.calendar_session");
    }
  }

  private static OffsetDateTime time(long nanos) {
    return Instant.ofEpochSecond(0, nanos).atOffset(ZoneOffset.UTC);
  }
}
