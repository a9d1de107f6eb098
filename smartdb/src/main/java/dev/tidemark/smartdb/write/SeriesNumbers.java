package dev.tidemark.smartdb.write;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.smartdb.market.Basis;
import dev.tidemark.smartdb.market.SeriesSpec;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
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

    boolean fits(SeriesSpec spec) {
      return basis == spec.basis()
          && calendar == spec.instrument().calendar()
          && includeClosingAuction == spec.instrument().includeClosingAuction();
    }
  }

  private static final int LONGEST_SYMBOL = 64;
  private static final String COLUMNS =
      "SELECT series_id, symbol, source, basis, calendar, include_closing_auction FROM md.series ";
  private static final String NAMED =
      "WHERE (symbol, source) IN (SELECT * FROM unnest(?::text[], ?::text[]))";
  private static final String INSERT =
      """
      INSERT INTO md.series
        (symbol, source, basis, calendar, asset_class, tick_size, include_closing_auction, rank)
      SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::numeric[],
        ?::bool[], ?::int4[])
      ON CONFLICT DO NOTHING
      """;

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
      insert(List.of(spec));
      stored = find(instrument.symbol(), spec.source());
    }
    if (stored == null || !stored.fits(spec)) {
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

  /** As {@link #number} for each that {@link #number} would take; in few statements. */
  Map<SeriesSpec, Integer> numbers(Collection<SeriesSpec> specs) throws SQLException {
    // In one order, so that writers who make the same series do not wait for each other in a
    // circle.
    SortedMap<String, SeriesSpec> asked = new TreeMap<>();
    for (SeriesSpec spec : specs) {
      if (isPlain(spec.instrument().symbol())) {
        asked.put(spec.instrument().symbol() + '@' + spec.source(), spec);
      }
    }
    Map<String, Stored> stored = find(asked.values());
    List<SeriesSpec> missing = new ArrayList<>();
    asked.forEach(
        (name, spec) -> {
          if (!stored.containsKey(name)) {
            missing.add(spec);
          }
        });
    if (!missing.isEmpty()) {
      insert(missing);
      stored.putAll(find(missing));
    }
    Map<SeriesSpec, Integer> numbers = new HashMap<>();
    asked.forEach(
        (name, spec) -> {
          Stored found = stored.get(name);
          if (found != null && found.fits(spec)) {
            numbers.put(spec, found.number());
          }
        });
    return numbers;
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

  private Map<String, Stored> find(Collection<SeriesSpec> specs) throws SQLException {
    Map<String, Stored> found = new HashMap<>();
    try (PreparedStatement query = connection.prepareStatement(COLUMNS + NAMED)) {
      query.setArray(1, texts(specs, spec -> spec.instrument().symbol()));
      query.setArray(2, texts(specs, SeriesSpec::source));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          Stored stored = stored(row);
          found.put(stored.name(), stored);
        }
      }
    }
    return found;
  }

  private @Nullable Stored read(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      return row.next() ? stored(row) : null;
    }
  }

  private Stored stored(ResultSet row) throws SQLException {
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

  private void insert(List<SeriesSpec> specs) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setArray(1, texts(specs, spec -> spec.instrument().symbol()));
      insert.setArray(2, texts(specs, SeriesSpec::source));
      insert.setArray(3, texts(specs, spec -> spec.basis().name()));
      insert.setArray(4, texts(specs, spec -> spec.instrument().calendar().name()));
      insert.setArray(5, texts(specs, spec -> spec.instrument().assetClass().name()));
      insert.setArray(6, array("numeric", specs, spec -> spec.instrument().tickSize()));
      insert.setArray(7, array("bool", specs, spec -> spec.instrument().includeClosingAuction()));
      insert.setArray(8, array("int4", specs, SeriesSpec::rank));
      insert.executeUpdate();
    }
  }

  private Array texts(Collection<SeriesSpec> specs, Function<SeriesSpec, String> value)
      throws SQLException {
    return array("text", specs, value::apply);
  }

  private Array array(
      String type, Collection<SeriesSpec> specs, Function<SeriesSpec, @Nullable Object> value)
      throws SQLException {
    List<@Nullable Object> values = new ArrayList<>(specs.size());
    for (SeriesSpec spec : specs) {
      values.add(value.apply(spec));
    }
    return connection.createArrayOf(type, values.toArray());
  }

  private static boolean isPlain(String symbol) {
    return symbol.chars().noneMatch(c -> Character.isISOControl(c) || c == '@')
        && symbol.codePointCount(0, symbol.length()) <= LONGEST_SYMBOL;
  }

  private static void check(String symbol) {
    if (!isPlain(symbol)) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "The symbol cannot be stored",
              "a symbol has at most 64 characters, no control characters and no @",
              "Give the instrument another symbol")
          .withDetail("symbol", symbol.substring(0, Math.min(symbol.length(), LONGEST_SYMBOL)));
    }
  }
}
