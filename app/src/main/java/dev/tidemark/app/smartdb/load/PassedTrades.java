package dev.tidemark.app.smartdb.load;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Has the database judge the trades that the watermark has passed: those ten seconds and more
 * before the newest of their series. Series in which nothing came since are left alone. One thread.
 */
public final class PassedTrades {
  private static final String NEWEST =
      """
      SELECT s.series_id, n.newest - interval '10 seconds'
      FROM md.series s
      CROSS JOIN LATERAL (
        SELECT max(t.ts) AS newest FROM md.trade t WHERE t.series_id = s.series_id) n
      WHERE s.basis = 'TRADES' AND n.newest IS NOT NULL
      """;

  private final Database database;
  private final Map<Integer, OffsetDateTime> judged = new HashMap<>();

  public PassedTrades(Database database) {
    this.database = database;
  }

  /** Judges what has been passed since the last call. */
  public void judge() {
    try (Connection connection = database.dataSource(DatabaseRole.INGEST).getConnection()) {
      for (Map.Entry<Integer, OffsetDateTime> passed : passed(connection).entrySet()) {
        if (!passed.getValue().equals(judged.get(passed.getKey()))) {
          judge(connection, passed.getKey(), passed.getValue());
          judged.put(passed.getKey(), passed.getValue());
        }
      }
    } catch (SQLException e) {
      throw TidemarkException.of(
          ErrorCode.UNAVAILABLE,
          "Large trades could not be judged",
          String.valueOf(e.getMessage()),
          "It is tried again",
          e);
    }
  }

  private static Map<Integer, OffsetDateTime> passed(Connection connection) throws SQLException {
    Map<Integer, OffsetDateTime> series = new TreeMap<>();
    try (PreparedStatement newest = connection.prepareStatement(NEWEST);
        ResultSet row = newest.executeQuery()) {
      while (row.next()) {
        series.put(row.getInt(1), row.getObject(2, OffsetDateTime.class));
      }
    }
    return series;
  }

  private static void judge(Connection connection, int series, OffsetDateTime until)
      throws SQLException {
    try (PreparedStatement call =
        connection.prepareStatement("SELECT md.flag_large_trades(?, ?)")) {
      call.setInt(1, series);
      call.setObject(2, until);
      call.execute();
    }
  }
}
