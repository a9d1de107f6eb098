package dev.tidemark.smartdb.read;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of schema {@code api} as records. */
final class Rows {
  private Rows() {}

  static SeriesBar bar(ResultSet row) throws SQLException {
    int revision = row.getInt("revision");
    Integer told = row.wasNull() ? null : Integer.valueOf(revision);
    return new SeriesBar(
        row.getString("symbol"),
        row.getString("source"),
        time(row, "ts"),
        time(row, "t_close"),
        row.getBoolean("partial"),
        row.getBigDecimal("open"),
        row.getBigDecimal("high"),
        row.getBigDecimal("low"),
        row.getBigDecimal("close"),
        row.getBigDecimal("volume"),
        row.getBigDecimal("notional"),
        row.getBigDecimal("vwap"),
        row.getBigDecimal("buy_volume"),
        row.getBigDecimal("sell_volume"),
        row.getLong("trade_count"),
        told,
        time(row, "known"));
  }

  static MinuteFeatures minute(ResultSet row) throws SQLException {
    return new MinuteFeatures(
        row.getString("symbol"),
        row.getString("source"),
        time(row, "ts"),
        time(row, "t_close"),
        row.getLong("grid_no"),
        row.getBigDecimal("open"),
        row.getBigDecimal("high"),
        row.getBigDecimal("low"),
        row.getBigDecimal("close"),
        row.getBigDecimal("volume"),
        row.getBigDecimal("vwap"),
        row.getLong("trade_count"),
        number(row, "sma_20"),
        number(row, "ewm_12"),
        number(row, "volatility_1h"),
        number(row, "vwap_5m"),
        number(row, "trade_imbalance_5m"),
        row.getString("regime_tag"));
  }

  static Snapshot snapshot(ResultSet row) throws SQLException {
    String newsId = row.getString("news_id");
    return new Snapshot(
        row.getString("symbol"),
        row.getString("source"),
        time(row, "as_of"),
        time(row, "as_known"),
        lastMinute(row),
        quote(row),
        Optional.ofNullable(timeOrNull(row, "large_trade_time")),
        newsId == null
            ? Optional.empty()
            : Optional.of(
                new Snapshot.News(
                    newsId,
                    time(row, "news_time"),
                    number(row, "news_sentiment"),
                    floats(row.getArray("news_sentiment_embedding")))));
  }

  private static Snapshot.@Nullable Minute lastMinute(ResultSet row) throws SQLException {
    Instant eventTime = timeOrNull(row, "event_time");
    return eventTime == null
        ? null
        : new Snapshot.Minute(
            eventTime,
            row.getBigDecimal("open"),
            row.getBigDecimal("high"),
            row.getBigDecimal("low"),
            row.getBigDecimal("close"),
            row.getBigDecimal("volume"),
            row.getBigDecimal("vwap"),
            row.getLong("trade_count"),
            number(row, "sma_20"),
            number(row, "ewm_12"),
            number(row, "volatility_1h"),
            number(row, "vwap_5m"),
            number(row, "trade_imbalance_5m"),
            row.getString("regime_tag"));
  }

  private static Snapshot.@Nullable Quote quote(ResultSet row) throws SQLException {
    Instant time = timeOrNull(row, "quote_time");
    return time == null
        ? null
        : new Snapshot.Quote(time, row.getBigDecimal("bid"), row.getBigDecimal("ask"));
  }

  static ContractFeature feature(ResultSet row) throws SQLException {
    return new ContractFeature(
        row.getString("name"),
        row.getString("definition"),
        row.getInt("definition_version"),
        row.getString("value_type"),
        row.getString("owner"),
        Objects.requireNonNull(duration(row, "sla")),
        Optional.ofNullable(duration(row, "ttl")),
        row.getString("time_axis"),
        row.getString("relation"));
  }

  static Freshness freshness(ResultSet row) throws SQLException {
    return new Freshness(
        row.getString("feature"),
        row.getString("symbol"),
        row.getString("source"),
        time(row, "newest_input"),
        Optional.ofNullable(timeOrNull(row, "newest_value")),
        Optional.ofNullable(duration(row, "lag")),
        Objects.requireNonNull(duration(row, "sla")),
        Objects.requireNonNull(duration(row, "age")),
        row.getBoolean("breached"));
  }

  private static double number(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? Double.NaN : value;
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static @Nullable Instant timeOrNull(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  /** From seconds, as intervals are read. */
  private static @Nullable Duration duration(ResultSet row, String column) throws SQLException {
    BigDecimal seconds = row.getBigDecimal(column);
    return seconds == null ? null : Duration.ofNanos(seconds.movePointRight(9).longValue());
  }

  private static List<Float> floats(@Nullable Array array) throws SQLException {
    return array == null ? List.of() : List.of((Float[]) array.getArray());
  }
}
