package dev.tidemark.smartdb.retention;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.market.BackEnd;
import dev.tidemark.smartdb.market.InstalledBackEnd;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Drops what is older than the hot window. The window counts back from the newest event of each
 * series, so replayed history stays. Whole sessions are kept. From the moment the horizon of a
 * series is written its functions refuse questions before it and its writer refuses rows before it;
 * a run that ends early is finished by the next one.
 */
public final class Retention {
  public static final Duration HOT_WINDOW = Duration.ofDays(30);

  /**
   * A series some of which is in the lake only.
   *
   * @param from what is older is not in the database
   */
  public record Horizon(String symbol, String source, Instant from) {}

  /**
   * What was done.
   *
   * @param days partitions or chunks dropped whole
   * @param rows trades, quotes and minutes deleted one by one
   */
  public record Outcome(int days, long rows, List<Horizon> horizons) {}

  private Retention() {}

  /**
   * Runs it, each series in a transaction of its own.
   *
   * @param hot how much to keep; at least a day
   */
  public static Outcome run(Database database, Duration hot) {
    if (hot.compareTo(Duration.ofDays(1)) < 0) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "The hot window is too short",
              "features look back further than a session",
              "Keep at least a day")
          .withDetail("window", hot);
    }
    try (Connection connection = database.dataSource(DatabaseRole.OWNER).getConnection()) {
      if (InstalledBackEnd.of(database).map(InstalledBackEnd::backEnd).orElse(BackEnd.PLAIN)
          == BackEnd.TIMESCALE) {
        // Compressed chunks may lose more rows at once than its default allows.
        query(
            connection,
            "SELECT set_config('timescaledb.max_tuples_decompressed_per_dml_transaction', '0',"
                + " false)::bigint");
      }
      try (PreparedStatement move =
          connection.prepareStatement("SELECT md.move_horizons(? * interval '1 second')")) {
        move.setLong(1, hot.toSeconds());
        move.execute();
      }
      int days = (int) query(connection, "SELECT md.drop_days(md.expired_before())");
      long rows = 0;
      for (int series : series(connection)) {
        rows += query(connection, "SELECT md.drop_cold(" + series + ")");
      }
      return new Outcome(days, rows, horizons(connection));
    } catch (SQLException e) {
      throw TidemarkException.of(
              ErrorCode.UNAVAILABLE,
              "Old market data could not be dropped",
              String.valueOf(e.getMessage()),
              "Repeat it; what is past the horizon is not served meanwhile",
              e)
          .withDetail("url", database.jdbcUrl());
    }
  }

  private static List<Integer> series(Connection connection) throws SQLException {
    List<Integer> numbers = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT series_id FROM md.horizon ORDER BY series_id")) {
      while (rows.next()) {
        numbers.add(rows.getInt("series_id"));
      }
    }
    return numbers;
  }

  private static List<Horizon> horizons(Connection connection) throws SQLException {
    List<Horizon> horizons = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT s.symbol, s.source, h.horizon FROM md.horizon h JOIN md.series s USING"
                    + " (series_id) ORDER BY s.symbol, s.source")) {
      while (rows.next()) {
        horizons.add(
            new Horizon(
                rows.getString("symbol"),
                rows.getString("source"),
                rows.getObject("horizon", OffsetDateTime.class).toInstant()));
      }
    }
    return horizons;
  }

  private static long query(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
