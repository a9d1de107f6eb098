package dev.tidemark.smartdb.write;

import dev.tidemark.core.model.Bar;
import dev.tidemark.core.number.Int128;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Bars as the database has them. */
final class StoredBars {
  private StoredBars() {}

  /** Those that have a price, ascending by label. */
  static List<Bar> of(Database database, int series, Timeframe timeframe) throws SQLException {
    String query =
        """
        SELECT extract(epoch FROM ts)::bigint, extract(epoch FROM t_close)::bigint, partial,
               open, high, low, close, volume, notional, buy_volume, sell_volume, trade_count
        FROM md.bar_%s WHERE series_id = ? AND open IS NOT NULL ORDER BY ts
        """
            .formatted(timeframe.code());
    List<Bar> bars = new ArrayList<>();
    try (Connection connection = database.dataSource(DatabaseRole.INGEST).getConnection();
        PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setInt(1, series);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          bars.add(
              new Bar(
                  row.getLong(1) * 1_000_000_000L,
                  row.getLong(2) * 1_000_000_000L,
                  row.getBoolean(3),
                  price(row.getBigDecimal(4)),
                  price(row.getBigDecimal(5)),
                  price(row.getBigDecimal(6)),
                  price(row.getBigDecimal(7)),
                  Int128.of(row.getBigDecimal(8), 8),
                  Int128.of(row.getBigDecimal(9), 16),
                  Int128.of(row.getBigDecimal(10), 8),
                  Int128.of(row.getBigDecimal(11), 8),
                  row.getLong(12)));
        }
      }
    }
    return bars;
  }

  /** Everything that the roll-ups of a series say, but for revisions and when they were written. */
  static String print(Database database, int series) throws SQLException {
    StringBuilder all = new StringBuilder();
    try (Connection connection = database.dataSource(DatabaseRole.INGEST).getConnection()) {
      for (Timeframe timeframe : Timeframe.STORED) {
        String query =
            "SELECT string_agg((to_jsonb(b) - 'revision' - 'updated_at')::text, E'\\n' ORDER BY ts)"
                + " FROM md.bar_%s b WHERE series_id = ?".formatted(timeframe.code());
        try (PreparedStatement statement = connection.prepareStatement(query)) {
          statement.setInt(1, series);
          try (ResultSet row = statement.executeQuery()) {
            row.next();
            all.append(timeframe).append('\n').append(row.getString(1)).append('\n');
          }
        }
      }
    }
    return all.toString();
  }

  private static long price(BigDecimal decimal) {
    return decimal.movePointRight(8).longValueExact();
  }
}
