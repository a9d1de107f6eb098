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
import java.util.Map;
import java.util.TreeMap;

/**
 * Has the database judge the trades that the watermark has passed: those ten seconds and more
 * before the newest of their series. Only of series that something was told of since.
 */
public final class PassedTrades {
  private static final String DUE =
      """
      SELECT d.series_id, n.newest - interval '10 seconds'
      FROM (SELECT DISTINCT series_id FROM md.large_trade_due) d
      CROSS JOIN LATERAL (
        SELECT max(t.ts) AS newest FROM md.trade t WHERE t.series_id = d.series_id) n
      WHERE n.newest IS NOT NULL
      """;

  private final Database database;

  public PassedTrades(Database database) {
    this.database = database;
  }

  /** Judges what has been passed since the last call. */
  public void judge() {
    try (Connection connection = database.dataSource(DatabaseRole.INGEST).getConnection()) {
      for (Map.Entry<Integer, OffsetDateTime> passed : passed(connection).entrySet()) {
        judge(connection, passed.getKey(), passed.getValue());
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
    try (PreparedStatement due = connection.prepareStatement(DUE);
        ResultSet row = due.executeQuery()) {
      while (row.next()) {
        series.put(row.getInt(1), row.getObject(2, OffsetDateTime.class));
      }
    }
    return series;
  }

  private static void judge(Connection connection, int series, OffsetDateTime until)
      throws SQLException {
    try (PreparedStatement call =
        connection.prepareStatement("SELECT md.judge_large_trades(?, ?)")) {
      call.setInt(1, series);
      call.setObject(2, until);
      call.execute();
    }
  }
}
