package dev.tidemark.app.parity;

import dev.tidemark.core.bars.BarRevision;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.live.AlertRevision;
import dev.tidemark.core.live.FeatureGroup;
import dev.tidemark.core.live.FeatureRevision;
import dev.tidemark.core.live.FoldOutput;
import dev.tidemark.core.micro.LargeTradeAlert;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.number.Decimals;
import dev.tidemark.core.number.Int128;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the live job made of a series, as it stands in the database. */
public final class StoredStream implements AutoCloseable {
  private static final int FETCH = 5_000;
  private static final String OF =
      " JOIN md.series USING (series_id) WHERE symbol = ? AND source = ?";

  private final Connection connection;

  public StoredStream(Database database) {
    try {
      connection = database.dataSource(DatabaseRole.OWNER).getConnection();
      connection.setAutoCommit(false);
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  /** Tells {@code out} every row that stands. */
  public void read(String source, String symbol, FoldOutput out) {
    each("SELECT * FROM md.stream_bar" + OF, source, symbol, row -> bar(row, out));
    each("SELECT * FROM md.stream_feature" + OF, source, symbol, row -> features(row, out));
    each("SELECT a.* FROM md.stream_alert a" + OF, source, symbol, row -> alert(row, out));
  }

  private interface Reader {
    void read(ResultSet row) throws SQLException;
  }

  private void each(String sql, String source, String symbol, Reader reader) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(FETCH);
      statement.setString(1, symbol);
      statement.setString(2, source);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          reader.read(rows);
        }
      }
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  private static void bar(ResultSet row, FoldOutput out) throws SQLException {
    Timeframe timeframe = Timeframe.parse(row.getString("timeframe"));
    long label = nanos(row, "ts");
    out.bar(
        timeframe,
        new BarRevision(label, row.getInt("revision"), nanos(row, "known"), content(row, label)));
  }

  private static Optional<Bar> content(ResultSet row, long label) throws SQLException {
    if (row.getObject("t_close") == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Bar(
            label,
            nanos(row, "t_close"),
            row.getBoolean("partial"),
            price(row, "open"),
            price(row, "high"),
            price(row, "low"),
            price(row, "close"),
            wide(row, "volume", Decimals.PRICE_SCALE),
            wide(row, "notional", Decimals.NOTIONAL_SCALE),
            wide(row, "buy_volume", Decimals.PRICE_SCALE),
            wide(row, "sell_volume", Decimals.PRICE_SCALE),
            row.getLong("trade_count")));
  }

  private static void features(ResultSet row, FoldOutput out) throws SQLException {
    @Nullable Object[] stored = (@Nullable Object[]) row.getArray("features").getArray();
    double[] values = new double[stored.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = stored[i] == null ? Double.NaN : (Double) stored[i];
    }
    out.features(
        new FeatureRevision(
            FeatureGroup.valueOf(row.getString("feature_group")),
            nanos(row, "ts"),
            nanos(row, "t_close"),
            row.getInt("revision"),
            nanos(row, "known"),
            values));
  }

  private static void alert(ResultSet row, FoldOutput out) throws SQLException {
    out.alert(
        new AlertRevision(
            row.getString("alert_id"),
            AlertRevision.Status.valueOf(row.getString("status")),
            new LargeTradeAlert(
                nanos(row, "ts"),
                row.getString("first_id"),
                row.getString("second_id"),
                row.getString("third_id")),
            nanos(row, "known")));
  }

  private static long price(ResultSet row, String column) throws SQLException {
    return row.getBigDecimal(column)
        .setScale(Decimals.PRICE_SCALE)
        .unscaledValue()
        .longValueExact();
  }

  private static Int128 wide(ResultSet row, String column, int scale) throws SQLException {
    BigDecimal value = row.getBigDecimal(column);
    BigInteger unscaled = value.setScale(scale).unscaledValue();
    return new Int128(unscaled.shiftRight(Long.SIZE).longValueExact(), unscaled.longValue());
  }

  private static long nanos(ResultSet row, String column) throws SQLException {
    Instant at = row.getObject(column, OffsetDateTime.class).toInstant();
    return ChronoUnit.NANOS.between(Instant.EPOCH, at);
  }

  static TidemarkException unreadable(SQLException e) {
    return TidemarkException.of(
        ErrorCode.UNAVAILABLE,
        "What the live job stored cannot be read",
        String.valueOf(e.getMessage()),
        "run it again with --dir, and look at the log of the database there",
        e);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }
}
