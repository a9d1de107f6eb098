package dev.tidemark.smartdb.write;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.smartdb.market.Basis;
import dev.tidemark.smartdb.market.SeriesSpec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The series of the database, as far as this connection has met them. */
final class SeriesNumbers {
  /** What rows of a series are judged by. */
  record Stored(
      int number,
      String symbol,
      String source,
      Basis basis,
      CalendarId calendar,
      boolean includeClosingAuction) {
    String name() {
      return symbol + "@" + source;
    }
  }

  private static final int LONGEST_SYMBOL = 64;
  private static final String COLUMNS =
      "SELECT series_id, symbol, source, basis, calendar, include_closing_auction FROM md.series ";

  private final Connection connection;
  private final Map<Integer, Stored> byNumber = new HashMap<>();

  SeriesNumbers(Connection connection) {
    this.connection = connection;
  }

  int number(SeriesSpec spec) throws SQLException {
    Instrument instrument = spec.instrument();
    check(instrument.symbol());
    Stored stored = find(instrument.symbol(), spec.source());
    if (stored == null) {
      insert(spec);
      stored = find(instrument.symbol(), spec.source());
    }
    if (stored == null
        || stored.basis() != spec.basis()
        || stored.calendar() != instrument.calendar()
        || stored.includeClosingAuction() != instrument.includeClosingAuction()) {
      throw TidemarkException.of(
              ErrorCode.PRECONDITION_FAILED,
              "The series is stored with another meaning",
              "what its bars are made of and its sessions cannot change",
              "Use another source name for the other data")
          .withDetail("series", instrument.symbol() + "@" + spec.source())
          .withDetail("stored", String.valueOf(stored));
    }
    return stored.number();
  }

  Stored get(int number) throws SQLException {
    Stored known = byNumber.get(number);
    if (known != null) {
      return known;
    }
    try (PreparedStatement query = connection.prepareStatement(COLUMNS + "WHERE series_id = ?")) {
      query.setInt(1, number);
      Stored found = read(query);
      if (found == null) {
        throw TidemarkException.of(
                ErrorCode.INVALID_ARGUMENT,
                "There is no such series",
                "rows name the number of a series in the database",
                "Ask the writer for the number of the series first")
            .withDetail("number", number);
      }
      return found;
    }
  }

  /** After a rollback: a series made in that transaction is not there. */
  void forget() {
    byNumber.clear();
  }

  private @Nullable Stored find(String symbol, String source) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(COLUMNS + "WHERE symbol = ? AND source = ?")) {
      query.setString(1, symbol);
      query.setString(2, source);
      return read(query);
    }
  }

  private @Nullable Stored read(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      if (!row.next()) {
        return null;
      }
      Stored stored =
          new Stored(
              row.getInt("series_id"),
              row.getString("symbol"),
              row.getString("source"),
              Basis.valueOf(row.getString("basis")),
              CalendarId.valueOf(row.getString("calendar")),
              row.getBoolean("include_closing_auction"));
      byNumber.put(stored.number(), stored);
      return stored;
    }
  }

  private void insert(SeriesSpec spec) throws SQLException {
    Instrument instrument = spec.instrument();
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO md.series
              (symbol, source, basis, calendar, asset_class, tick_size, include_closing_auction, rank)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """)) {
      insert.setString(1, instrument.symbol());
      insert.setString(2, spec.source());
      insert.setString(3, spec.basis().name());
      insert.setString(4, instrument.calendar().name());
      insert.setString(5, instrument.assetClass().name());
      insert.setBigDecimal(6, instrument.tickSize());
      insert.setBoolean(7, instrument.includeClosingAuction());
      insert.setInt(8, spec.rank());
      insert.executeUpdate();
    }
  }

  private static void check(String symbol) {
    boolean plain = symbol.chars().noneMatch(c -> Character.isISOControl(c) || c == '@');
    if (!plain || symbol.codePointCount(0, symbol.length()) > LONGEST_SYMBOL) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "The symbol cannot be stored",
              "a symbol has at most 64 characters, no control characters and no @",
              "Give the instrument another symbol")
          .withDetail("symbol", symbol.substring(0, Math.min(symbol.length(), LONGEST_SYMBOL)));
    }
  }
}
