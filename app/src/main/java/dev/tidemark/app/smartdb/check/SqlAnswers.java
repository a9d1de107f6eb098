package dev.tidemark.app.smartdb.check;

import dev.tidemark.app.smartdb.load.SeriesName;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the database answers to whoever may read schema {@code api} and nothing else. */
final class SqlAnswers {
  private static final int FETCH = 5_000;

  /** Columns of a bar in the order in which they are compared. */
  static final List<String> BAR =
      List.of(
          "open",
          "high",
          "low",
          "close",
          "volume",
          "notional",
          "vwap",
          "buy_volume",
          "sell_volume",
          "trade_count");

  /** Columns of {@code api.features} that are doubles. */
  static final List<String> DOUBLES =
      List.of("sma_20", "ewm_12", "volatility_1h", "vwap_5m", "trade_imbalance_5m");

  /**
   * A bar.
   *
   * @param values as {@link #BAR}
   */
  record Bar(long labelNanos, long closeNanos, boolean partial, @Nullable BigDecimal[] values) {}

  /**
   * A minute's features.
   *
   * @param doubles as {@link #DOUBLES}, NaN for null
   */
  record Features(
      long labelNanos, long closeNanos, long gridNo, double[] doubles, @Nullable String regime) {}

  /** A question to {@code api.feature_pit_snapshots}. */
  record Question(String symbol, Instant asOf, Instant asKnown) {}

  /**
   * Its answer.
   *
   * @param bar open, high, low, close, volume, vwap and count of the last closed minute
   * @param quote bid, ask and their difference
   */
  record Snapshot(
      @Nullable Instant eventTime,
      @Nullable BigDecimal[] bar,
      double[] doubles,
      @Nullable String regime,
      @Nullable BigDecimal[] quote,
      @Nullable Instant quoteTime,
      @Nullable Boolean largeTrade) {}

  private final Connection connection;

  /** {@code connection}: of the role that reads; without auto-commit, so that rows are streamed. */
  SqlAnswers(Connection connection) {
    this.connection = connection;
  }

  List<Bar> bars(
      String symbol, String timeframe, Instant from, Instant to, Optional<Instant> asKnown) {
    List<Bar> bars = new ArrayList<>();
    query(
        "SELECT * FROM api.ohlc(?, ?, ?, ?, ?)",
        statement -> {
          statement.setString(1, symbol);
          statement.setString(2, timeframe);
          statement.setObject(3, time(from));
          statement.setObject(4, time(to));
          statement.setObject(5, time(asKnown), Types.TIMESTAMP_WITH_TIMEZONE);
        },
        row -> {
          @Nullable BigDecimal[] values = new @Nullable BigDecimal[BAR.size()];
          for (int i = 0; i < values.length; i++) {
            values[i] = row.getBigDecimal(BAR.get(i));
          }
          bars.add(
              new Bar(nanos(row, "ts"), nanos(row, "t_close"), row.getBoolean("partial"), values));
        });
    return bars;
  }

  List<Features> features(String symbol, Instant from, Instant to, Optional<Instant> asKnown) {
    List<Features> features = new ArrayList<>();
    query(
        "SELECT * FROM api.features(?, ?, ?, ?)",
        statement -> {
          statement.setString(1, symbol);
          statement.setObject(2, time(from));
          statement.setObject(3, time(to));
          statement.setObject(4, time(asKnown), Types.TIMESTAMP_WITH_TIMEZONE);
        },
        row ->
            features.add(
                new Features(
                    nanos(row, "ts"),
                    nanos(row, "t_close"),
                    row.getLong("grid_no"),
                    doubles(row),
                    row.getString("regime_tag"))));
    return features;
  }

  List<Snapshot> snapshots(List<Question> questions) {
    List<Snapshot> answers = new ArrayList<>();
    query(
        "SELECT * FROM api.feature_pit_snapshots(?, ?, ?) ORDER BY row_no",
        statement -> {
          statement.setArray(
              1,
              connection.createArrayOf("text", questions.stream().map(Question::symbol).toArray()));
          statement.setArray(
              2,
              connection.createArrayOf(
                  "timestamptz", questions.stream().map(q -> Timestamp.from(q.asOf())).toArray()));
          statement.setArray(
              3,
              connection.createArrayOf(
                  "timestamptz",
                  questions.stream().map(q -> Timestamp.from(q.asKnown())).toArray()));
        },
        row -> {
          boolean large = row.getBoolean("large_trade_flag");
          Boolean flag = row.wasNull() ? null : Boolean.valueOf(large);
          answers.add(
              new Snapshot(
                  instant(row, "event_time"),
                  decimals(row, "open", "high", "low", "close", "volume", "vwap", "trade_count"),
                  doubles(row),
                  row.getString("regime_tag"),
                  decimals(row, "bid", "ask", "bidask_spread"),
                  instant(row, "quote_time"),
                  flag));
        });
    return answers;
  }

  /** Notionals of large trades, by time and id. */
  SortedMap<String, BigDecimal> largeTrades(SeriesName series, Optional<Instant> asKnown) {
    SortedMap<String, BigDecimal> found = new TreeMap<>();
    query(
        "SELECT ts, trade_id, notional FROM api.large_trade_flag"
            + " WHERE symbol = ? AND source = ? AND (?::timestamptz IS NULL OR known <= ?)",
        statement -> {
          statement.setString(1, series.symbol());
          statement.setString(2, series.source());
          statement.setObject(3, time(asKnown), Types.TIMESTAMP_WITH_TIMEZONE);
          statement.setObject(4, time(asKnown), Types.TIMESTAMP_WITH_TIMEZONE);
        },
        row ->
            found.put(
                key(Times.instant(nanos(row, "ts")), row.getString("trade_id")),
                row.getBigDecimal("notional")));
    return found;
  }

  /** The three trades of each alert, by the time and id of the third. */
  SortedMap<String, String> alerts(SeriesName series) {
    SortedMap<String, String> found = new TreeMap<>();
    query(
        "SELECT ts, first_id, second_id, third_id FROM api.large_trade_alert"
            + " WHERE symbol = ? AND source = ?",
        statement -> {
          statement.setString(1, series.symbol());
          statement.setString(2, series.source());
        },
        row ->
            found.put(
                key(Times.instant(nanos(row, "ts")), row.getString("third_id")),
                row.getString("first_id")
                    + " "
                    + row.getString("second_id")
                    + " "
                    + row.getString("third_id")));
    return found;
  }

  static String key(Instant at, String tradeId) {
    return at + " " + tradeId;
  }

  private static @Nullable BigDecimal[] decimals(ResultSet row, String... columns)
      throws SQLException {
    @Nullable BigDecimal[] values = new @Nullable BigDecimal[columns.length];
    for (int i = 0; i < columns.length; i++) {
      values[i] = row.getBigDecimal(columns[i]);
    }
    return values;
  }

  private static double[] doubles(ResultSet row) throws SQLException {
    double[] values = new double[DOUBLES.size()];
    for (int i = 0; i < values.length; i++) {
      double value = row.getDouble(DOUBLES.get(i));
      values[i] = row.wasNull() ? Double.NaN : value;
    }
    return values;
  }

  private interface Parameters {
    void set(PreparedStatement statement) throws SQLException;
  }

  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  void query(String sql, Parameters parameters, RowReader reader) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(FETCH);
      parameters.set(statement);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          reader.read(rows);
        }
      }
    } catch (SQLException e) {
      boolean dropped = "TM001".equals(e.getSQLState());
      throw TidemarkException.of(
          dropped ? ErrorCode.PRECONDITION_FAILED : ErrorCode.UNAVAILABLE,
          "The database does not answer the check",
          String.valueOf(e.getMessage()),
          dropped ? "check a later period with --start" : "check that the server is up and repeat",
          e);
    }
  }

  private static long nanos(ResultSet row, String column) throws SQLException {
    return Times.nanos(row.getObject(column, OffsetDateTime.class).toInstant());
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable OffsetDateTime time(Optional<Instant> at) {
    return at.map(SqlAnswers::time).orElse(null);
  }
}
