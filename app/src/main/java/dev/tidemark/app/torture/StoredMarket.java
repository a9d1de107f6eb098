package dev.tidemark.app.torture;

import dev.tidemark.core.bars.BarRules;
import dev.tidemark.core.bars.TradeBars;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.number.Decimals;
import dev.tidemark.core.number.Int128;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Compares the market data of a tortured database with what the tape told. */
public final class StoredMarket {
  private static final String RECORDS =
      """
      SELECT trade_id || ' ' || version || ' ' || op || ' '
             || (extract(epoch FROM ts) * 1000000)::bigint * 1000 + ts_nanos || ' ' || seq,
             price || ' ' || size || ' ' || side || ' ' || (flags & 15) || ' '
             || (extract(epoch FROM known) * 1000000)::bigint * 1000
      FROM md.trade_log WHERE series_id = ?
      """;

  private static final String TRADES =
      """
      SELECT trade_id,
             version || ' ' || (extract(epoch FROM ts) * 1000000)::bigint * 1000 + ts_nanos || ' '
             || price || ' ' || size || ' ' || side || ' ' || (flags & 15)
      FROM md.trade WHERE series_id = ? AND price > 0
      """;

  private static final String BARS =
      """
      SELECT (extract(epoch FROM ts) * 1000000)::bigint * 1000,
             (extract(epoch FROM t_close) * 1000000)::bigint * 1000 || ' ' || partial || ' '
             || open || ' ' || high || ' ' || low || ' ' || close || ' ' || volume || ' '
             || notional || ' ' || buy_volume || ' ' || sell_volume || ' ' || trade_count
      FROM md.bar_%s WHERE series_id = ? AND open IS NOT NULL
      """;

  private final Connection connection;
  private final SmartdbReport report;

  private StoredMarket(Connection connection, SmartdbReport report) {
    this.connection = connection;
    this.report = report;
  }

  /** Fills the report. */
  public static void compare(Database database, SmartdbTorture torture, SmartdbReport report)
      throws SQLException {
    try (Connection connection = database.dataSource(DatabaseRole.OWNER).getConnection()) {
      StoredMarket stored = new StoredMarket(connection, report);
      TreeMap<String, List<Trade>> bySymbol = new TreeMap<>();
      torture
          .told()
          .forEach(
              told ->
                  bySymbol
                      .computeIfAbsent(told.symbol(), symbol -> new ArrayList<>())
                      .add(told.trade()));
      for (var each : bySymbol.entrySet()) {
        stored.series(each.getKey(), each.getValue());
      }
    }
  }

  private record Key(String identity, String content) {}

  private void series(String symbol, List<Trade> told) throws SQLException {
    int series = number(symbol);
    Set<Key> records = new HashSet<>();
    told.forEach(trade -> records.add(new Key(identity(trade), content(trade))));
    report.trades(between(new ArrayList<>(records), read(RECORDS, series)), symbol + " records");

    List<Trade> surviving = TradeBars.surviving(told, Long.MAX_VALUE);
    report.trades(
        between(
            surviving.stream().map(trade -> new Key(trade.tradeId(), surviving(trade))).toList(),
            read(TRADES, series)),
        symbol + " trades");

    long bars = 0;
    TradingCalendar calendar = TradingCalendar.of(calendar(symbol));
    for (Timeframe timeframe : Timeframe.STORED) {
      List<Key> expected =
          TradeBars.bars(surviving, BarRules.of(calendar, timeframe)).stream()
              .map(bar -> new Key(Long.toString(bar.startNanos()), content(bar)))
              .toList();
      bars += expected.size();
      List<Key> found = read(BARS.formatted(timeframe.code()), series);
      report.bars(between(expected, found), symbol + " " + timeframe.code());
    }
    report.compared(records.size(), bars);
    report.recomputed(recomputed(series), symbol);
  }

  /** How many bars the database's own recomputation changes. */
  private long recomputed(int series) throws SQLException {
    List<Key> before = allBars(series);
    try (PreparedStatement call =
        connection.prepareStatement(
            "SELECT md.recompute(?, '2024-01-01'::timestamptz, '2025-01-01'::timestamptz)")) {
      call.setInt(1, series);
      call.execute();
    }
    Discrepancies changed = between(before, allBars(series));
    return changed.lost() + changed.doubled() + changed.different();
  }

  private List<Key> allBars(int series) throws SQLException {
    List<Key> all = new ArrayList<>();
    for (Timeframe timeframe : Timeframe.STORED) {
      for (Key key : read(BARS.formatted(timeframe.code()), series)) {
        all.add(new Key(timeframe.code() + " " + key.identity(), key.content()));
      }
    }
    return all;
  }

  private static CalendarId calendar(String symbol) {
    return switch (symbol) {
      case "BTCUSD" -> CalendarId.CRYPTO_24X7;
      case "EURUSD" -> CalendarId.FX_24X5;
      default -> CalendarId.XNYS;
    };
  }

  private int number(String symbol) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT series_id FROM md.series WHERE symbol = ?")) {
      query.setString(1, symbol);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? rows.getInt(1) : -1;
      }
    }
  }

  private List<Key> read(String sql, int series) throws SQLException {
    List<Key> keys = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setInt(1, series);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          keys.add(new Key(rows.getString(1), rows.getString(2)));
        }
      }
    }
    return keys;
  }

  private static Discrepancies between(List<Key> expected, List<Key> found) {
    TreeMap<String, List<String>> wanted = grouped(expected);
    TreeMap<String, List<String>> there = grouped(found);
    long lost = 0;
    long doubled = 0;
    long different = 0;
    for (var each : wanted.entrySet()) {
      List<String> contents = there.getOrDefault(each.getKey(), List.of());
      lost += Math.max(0, each.getValue().size() - contents.size());
      doubled += Math.max(0, contents.size() - each.getValue().size());
      List<String> rest = new ArrayList<>(contents);
      each.getValue().forEach(rest::remove);
      different += contents.size() == each.getValue().size() ? rest.size() : 0;
    }
    for (var each : there.entrySet()) {
      different += wanted.containsKey(each.getKey()) ? 0 : each.getValue().size();
    }
    return new Discrepancies(lost, doubled, different);
  }

  private static TreeMap<String, List<String>> grouped(List<Key> keys) {
    TreeMap<String, List<String>> groups = new TreeMap<>();
    keys.forEach(
        key -> groups.computeIfAbsent(key.identity(), k -> new ArrayList<>()).add(key.content()));
    return groups;
  }

  private static String identity(Trade trade) {
    return trade.tradeId()
        + " "
        + trade.version()
        + " "
        + trade.op()
        + " "
        + trade.tsNanos()
        + " "
        + trade.seq();
  }

  private static String content(Trade trade) {
    return price(trade.price())
        + " "
        + price(trade.size())
        + " "
        + side(trade)
        + " "
        + flags(trade)
        + " "
        + trade.knownNanos();
  }

  private static String surviving(Trade trade) {
    return trade.version()
        + " "
        + trade.tsNanos()
        + " "
        + price(trade.price())
        + " "
        + price(trade.size())
        + " "
        + side(trade)
        + " "
        + flags(trade);
  }

  private static String content(Bar bar) {
    Function<Int128, String> volume = v -> plain(v.toBigDecimal(Decimals.PRICE_SCALE));
    return bar.endNanos()
        + " "
        + bar.partial()
        + " "
        + price(bar.open())
        + " "
        + price(bar.high())
        + " "
        + price(bar.low())
        + " "
        + price(bar.close())
        + " "
        + volume.apply(bar.volume())
        + " "
        + plain(bar.notional().toBigDecimal(Decimals.NOTIONAL_SCALE))
        + " "
        + volume.apply(bar.buyVolume())
        + " "
        + volume.apply(bar.sellVolume())
        + " "
        + bar.tradeCount();
  }

  private static int side(Trade trade) {
    return trade.side() == null ? 0 : 1 + trade.side().ordinal();
  }

  private static int flags(Trade trade) {
    int flags = trade.updLast() ? 0 : 1;
    flags |= trade.updHilo() ? 0 : 2;
    return flags | (trade.updVol() ? 0 : 4);
  }

  private static String price(long unscaled) {
    return plain(BigDecimal.valueOf(unscaled, Decimals.PRICE_SCALE));
  }

  private static String plain(BigDecimal value) {
    return value.toPlainString();
  }
}
