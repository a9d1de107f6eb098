package dev.tidemark.smartdb.contract;

import dev.tidemark.core.model.Bar;
import dev.tidemark.core.number.Int128;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What schema {@code api} serves, read as the role for people: with the least rights there are. */
final class Served {
  /** Later than anything is known; the functions then answer what is stored. */
  static final long EVER = Long.MAX_VALUE;

  interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  private final Database database;

  Served(Database database) {
    this.database = database;
  }

  List<Bar> bars(String symbol, Timeframe timeframe, long from, long to, long known)
      throws SQLException {
    return list(
        "SELECT * FROM api.ohlc(?, ?, ?, ?, ?)",
        Served::bar,
        symbol,
        timeframe.code(),
        time(from),
        time(to),
        known == EVER ? null : time(known));
  }

  List<Bar> view(String symbol, Timeframe timeframe) throws SQLException {
    return list(
        "SELECT * FROM api.ohlc_" + timeframe.code() + " WHERE symbol = ? ORDER BY ts",
        Served::bar,
        symbol);
  }

  <T> List<T> list(String query, Row<T> row, @Nullable Object... arguments) throws SQLException {
    List<T> all = new ArrayList<>();
    try (Connection connection = database.dataSource(DatabaseRole.READER).getConnection();
        PreparedStatement statement = connection.prepareStatement(query)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setObject(i + 1, arguments[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          all.add(row.of(rows));
        }
      }
    }
    return all;
  }

  static OffsetDateTime time(long nanos) {
    return Instant.ofEpochSecond(0, nanos).atOffset(ZoneOffset.UTC);
  }

  static double number(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? Double.NaN : value;
  }

  private static Bar bar(ResultSet row) throws SQLException {
    BigDecimal notional = row.getBigDecimal("notional");
    return new Bar(
        nanos(row, "ts"),
        nanos(row, "t_close"),
        row.getBoolean("partial"),
        price(row, "open"),
        price(row, "high"),
        price(row, "low"),
        price(row, "close"),
        Int128.of(row.getBigDecimal("volume"), 8),
        Int128.of(notional == null ? BigDecimal.ZERO : notional, 16),
        Int128.of(row.getBigDecimal("buy_volume"), 8),
        Int128.of(row.getBigDecimal("sell_volume"), 8),
        row.getLong("trade_count"));
  }

  static long nanos(ResultSet row, String column) throws SQLException {
    Instant time = row.getObject(column, OffsetDateTime.class).toInstant();
    return Math.addExact(
        Math.multiplyExact(time.getEpochSecond(), SimulatedTape.SECOND), time.getNano());
  }

  private static long price(ResultSet row, String column) throws SQLException {
    return row.getBigDecimal(column)
        .setScale(8, RoundingMode.UNNECESSARY)
        .unscaledValue()
        .longValueExact();
  }
}
