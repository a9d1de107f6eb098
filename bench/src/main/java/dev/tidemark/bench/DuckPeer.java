package dev.tidemark.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The SQL peer: a plain DuckDB over the very Parquet files our tables are made of. */
final class DuckPeer implements AutoCloseable {

  private final Connection connection;

  DuckPeer(int threads) throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET threads=" + threads);
      statement.execute("SET TimeZone='UTC'");
      statement.execute("SET autoinstall_known_extensions=false");
      statement.execute("SET autoload_known_extensions=false");
    }
  }

  private static String files(Path table) {
    return "read_parquet('" + table.toString().replace("'", "''") + "/**/*.parquet')";
  }

  /**
   * ASOF join of events with the last bar closed before them; reads everything, returns matches.
   */
  long asOf(Path events, Path bars) throws SQLException {
    return number(
        "SELECT count(b.close) FROM "
            + files(events)
            + " e ASOF LEFT JOIN "
            + files(bars)
            + " b ON e.instrument = b.instrument AND e.ts >= b.t_close");
  }

  /**
   * What SQL can say of the indicators: the seven without recursion, as window functions, Parquet
   * to Parquet.
   */
  void enrich(Path bars, Path out) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          COPY (
            SELECT instrument, t_close, open, high, low, close, volume,
              avg(close) OVER w20 AS sma_20,
              avg(close) OVER w20 + 2 * stddev_pop(close) OVER w20 AS bb_upper,
              avg(close) OVER w20 - 2 * stddev_pop(close) OVER w20 AS bb_lower,
              100 * (close - min(low) OVER w14) / nullif(max(high) OVER w14 - min(low) OVER w14, 0) AS stoch_k,
              sum(CASE WHEN close > prev THEN volume WHEN close < prev THEN -volume ELSE 0 END) OVER w AS obv,
              sqrt(sum(r * r) OVER w60) AS volatility_1h,
              avg(greatest(high - low, abs(high - prev), abs(low - prev))) OVER w14 AS atr_14
            FROM (SELECT *, lag(close) OVER w AS prev, ln(close / lag(close) OVER w) AS r
                  FROM %s WINDOW w AS (PARTITION BY instrument ORDER BY t_close))
            WINDOW w AS (PARTITION BY instrument ORDER BY t_close),
              w14 AS (PARTITION BY instrument ORDER BY t_close ROWS 13 PRECEDING),
              w20 AS (PARTITION BY instrument ORDER BY t_close ROWS 19 PRECEDING),
              w60 AS (PARTITION BY instrument ORDER BY t_close ROWS 59 PRECEDING)
          ) TO '%s' (FORMAT parquet, COMPRESSION zstd)
          """
              .formatted(files(bars), out.toString().replace("'", "''")));
    }
  }

  private long number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
