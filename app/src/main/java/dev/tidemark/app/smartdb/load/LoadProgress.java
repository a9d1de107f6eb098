package dev.tidemark.app.smartdb.load;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** Which parts of a source the database has, in the database itself. Safe for any thread. */
final class LoadProgress {
  /** A part of a series. */
  record Key(String relation, int series, LocalDate part) {}

  private final Database database;
  private final String origin;

  /** {@code origin}: which lake; two of them may hold the same series. */
  LoadProgress(Database database, String origin) {
    this.database = database;
    this.origin = origin;
  }

  /** The version of the source each part was loaded at. */
  Map<Key, Long> read() {
    Map<Key, Long> done = new HashMap<>();
    try (Connection connection = database.dataSource(DatabaseRole.INGEST).getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT relation, series_id, part, version FROM md.load_progress"
                    + " WHERE origin = ?")) {
      query.setString(1, origin);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          done.put(
              new Key(rows.getString(1), rows.getInt(2), rows.getObject(3, LocalDate.class)),
              rows.getLong(4));
        }
      }
    } catch (SQLException e) {
      throw failed(e);
    }
    return done;
  }

  /** Says that a part is there whole; after its last batch is durable. */
  void mark(Key key, long version) {
    try (Connection connection = database.dataSource(DatabaseRole.INGEST).getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                INSERT INTO md.load_progress (origin, relation, series_id, part, version)
                VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (origin, relation, series_id, part)
                DO UPDATE SET version = excluded.version, loaded_at = clock_timestamp()
                """)) {
      insert.setString(1, origin);
      insert.setString(2, key.relation());
      insert.setInt(3, key.series());
      insert.setObject(4, key.part());
      insert.setLong(5, version);
      insert.executeUpdate();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static TidemarkException failed(SQLException e) {
    return TidemarkException.of(
        ErrorCode.UNAVAILABLE,
        "The progress of the load cannot be kept",
        String.valueOf(e.getMessage()),
        "check that the database is up and repeat: what was loaded stays loaded",
        e);
  }
}
