package dev.tidemark.server.market;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.smartdb.cache.Found;
import dev.tidemark.smartdb.cache.LatestValues;
import dev.tidemark.smartdb.market.Basis;
import dev.tidemark.smartdb.tenant.TenantTransactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads market data for requests, as the tenant that asks: everybody sees the shared series, and
 * besides them the tenant's own. Latest features of shared series come from what is kept of them.
 * Thread-safe.
 */
public final class MarketReads {
  /** SQLSTATE of the functions of schema api when retention has dropped what they would need. */
  private static final String DROPPED = "TM001";

  private static final Set<String> NUMBER = Set.of("row_no");

  private final TenantTransactions transactions;
  private final LatestValues latest;
  private final ColdBars cold;
  private final InstantSource clock;

  /**
   * @param transactions of the role for requests
   * @param cold bars from before what the database keeps
   */
  public MarketReads(
      TenantTransactions transactions, LatestValues latest, ColdBars cold, InstantSource clock) {
    this.transactions = transactions;
    this.latest = latest;
    this.cold = cold;
    this.clock = clock;
  }

  /**
   * Features by symbol and time.
   *
   * @param documents JSON objects, by symbols and then by times, in the order asked
   * @param unknown symbols that are not there; they have no documents
   */
  public record Features(List<byte[]> documents, List<String> unknown) {}

  /**
   * Features of all symbols at all times asked for.
   *
   * @throws TidemarkException PRECONDITION_FAILED for times before what the database keeps,
   *     UNAVAILABLE when it does not answer
   */
  public Features features(String tenant, FeaturesQuery query) {
    Map<String, List<byte[]>> found =
        query.asOf().isEmpty() ? latest(tenant, query.symbols()) : at(tenant, query);
    List<byte[]> documents = new ArrayList<>();
    query.symbols().forEach(symbol -> documents.addAll(found.getOrDefault(symbol, List.of())));
    return new Features(
        documents, query.symbols().stream().filter(symbol -> !found.containsKey(symbol)).toList());
  }

  private Map<String, List<byte[]>> at(String tenant, FeaturesQuery query) {
    List<String> symbols = new ArrayList<>();
    List<Instant> asOf = new ArrayList<>();
    for (String symbol : query.symbols()) {
      for (Instant time : query.asOf()) {
        symbols.add(symbol);
        asOf.add(time);
      }
    }
    List<Instant> asKnown =
        query.asKnown().map(known -> Collections.nCopies(asOf.size(), known)).orElse(asOf);
    return snapshots(tenant, symbols, asOf, asKnown);
  }

  /** Stamps are taken before anything is computed, so that no write in between is missed. */
  private Map<String, List<byte[]>> latest(String tenant, List<String> symbols) {
    List<String> shared = symbols.stream().filter(symbol -> !Symbols.isPrivate(symbol)).toList();
    List<Found> kept = latest.find(shared);
    Map<String, List<byte[]>> documents = new LinkedHashMap<>();
    Map<String, Found> stamps = new LinkedHashMap<>();
    for (int i = 0; i < shared.size(); i++) {
      String symbol = shared.get(i);
      stamps.put(symbol, kept.get(i));
      kept.get(i).value().ifPresent(document -> documents.put(symbol, List.of(document)));
    }
    List<String> missing = symbols.stream().filter(s -> !documents.containsKey(s)).toList();
    if (!missing.isEmpty()) {
      List<Instant> now = Collections.nCopies(missing.size(), Times.micros(clock.instant()));
      Map<String, List<byte[]>> computed = snapshots(tenant, missing, now, now);
      documents.putAll(computed);
      Map<String, Found> store = new LinkedHashMap<>();
      computed.forEach(
          (symbol, document) -> {
            Found stamp = stamps.get(symbol);
            if (stamp != null) {
              store.put(symbol, stamp.with(document.getFirst()));
            }
          });
      latest.store(store);
    }
    return documents;
  }

  private Map<String, List<byte[]>> snapshots(
      String tenant, List<String> symbols, List<Instant> asOf, List<Instant> asKnown) {
    Rows rows =
        kept(
            tenant,
            "SELECT * FROM api.feature_pit_snapshots(?, ?, ?)",
            statement -> {
              Connection connection = statement.getConnection();
              statement.setArray(1, connection.createArrayOf("text", symbols.toArray()));
              statement.setArray(2, connection.createArrayOf("timestamptz", texts(asOf)));
              statement.setArray(3, connection.createArrayOf("timestamptz", texts(asKnown)));
            });
    Map<String, List<byte[]>> documents = new LinkedHashMap<>();
    int source = rows.column("source");
    for (int row = 0; row < rows.values().size(); row++) {
      if (rows.values().get(row).get(source) != null) {
        documents
            .computeIfAbsent(symbols.get(row), symbol -> new ArrayList<>())
            .add(RowsJson.bytes(rows, row, NUMBER));
      }
    }
    return documents;
  }

  private static Object[] texts(List<Instant> times) {
    return times.stream().map(Instant::toString).toArray();
  }

  /**
   * A page of bars.
   *
   * @throws TidemarkException NOT_FOUND if the series is not there, PRECONDITION_FAILED for times
   *     before what is kept, UNAVAILABLE when the database does not answer
   */
  public BarsPage bars(String tenant, BarsQuery query) {
    BarWindows.Read read =
        new BarWindows(query)
            .read(
                (from, to) -> {
                  try {
                    return new BarWindows.Window(window(tenant, query, from, to), to, false);
                  } catch (DroppedException dropped) {
                    return cold(tenant, query, from, to, dropped);
                  }
                });
    if (read.rows().values().isEmpty()) {
      requireSeries(tenant, query);
    }
    return BarsPage.of(query, read);
  }

  /** Labels before the horizon; those after it the next window takes from the database. */
  private BarWindows.Window cold(
      String tenant, BarsQuery query, Instant from, Instant to, DroppedException dropped) {
    Rows found =
        query(
            tenant,
            "SELECT s.symbol, s.source, s.basis, h.horizon FROM md.find_series(?) s"
                + " JOIN md.horizon h ON h.series_id = s.series_id",
            statement -> statement.setString(1, query.symbol()));
    if (found.values().isEmpty() || Symbols.isPrivate(query.symbol())) {
      throw dropped.told();
    }
    List<@Nullable Object> row = found.values().getFirst();
    ColdBars.Series series =
        new ColdBars.Series(
            String.valueOf(row.get(0)),
            String.valueOf(row.get(1)),
            Basis.valueOf(String.valueOf(row.get(2))));
    Instant horizon = found.time(0, "horizon");
    Instant end = horizon.isBefore(to) ? horizon : to;
    if (!from.isBefore(end)) {
      throw dropped.told();
    }
    ColdBars.Part part =
        cold.read(series, query.timeframe(), from, end, query.asKnown()).orElseThrow(dropped::told);
    return new BarWindows.Window(ColdRows.of(series, part), part.until(), true);
  }

  private Rows window(String tenant, BarsQuery query, Instant from, Instant to) {
    return query(
        tenant,
        "SELECT source, ts, t_close, partial, open, high, low, close, volume, vwap, buy_volume,"
            + " sell_volume, trade_count, known FROM api.ohlc(?, ?, ?, ?, ?)",
        statement -> {
          statement.setString(1, query.symbol());
          statement.setString(2, query.timeframe().code());
          time(statement, 3, from);
          time(statement, 4, to);
          time(statement, 5, query.asKnown());
        });
  }

  private void requireSeries(String tenant, BarsQuery query) {
    Instant now = Times.micros(clock.instant());
    if (snapshots(tenant, List.of(query.symbol()), List.of(now), List.of(now)).isEmpty()) {
      throw noSeries(List.of(query.symbol()));
    }
  }

  /** For symbols that are not there, or are another tenant's, which is the same. */
  public static TidemarkException noSeries(List<String> symbols) {
    return TidemarkException.of(
            ErrorCode.NOT_FOUND,
            "No such series",
            "nothing is stored under "
                + String.join(", ", symbols.subList(0, Math.min(5, symbols.size()))),
            "Load it with 'tidemark smartdb load', or use one of those 'tidemark smartdb status'"
                + " lists")
        .withDetail("reason", "SERIES_NOT_FOUND");
  }

  private static void time(PreparedStatement statement, int place, Instant time)
      throws SQLException {
    statement.setObject(place, time.atOffset(ZoneOffset.UTC));
  }

  private interface Arguments {
    void set(PreparedStatement statement) throws SQLException;
  }

  private Rows kept(String tenant, String sql, Arguments arguments) {
    try {
      return query(tenant, sql, arguments);
    } catch (DroppedException dropped) {
      throw dropped.told();
    }
  }

  private Rows query(String tenant, String sql, Arguments arguments) {
    return transactions.run(
        tenant,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            arguments.set(statement);
            try (ResultSet result = statement.executeQuery()) {
              return Rows.read(result);
            }
          } catch (SQLException e) {
            if (DROPPED.equals(e.getSQLState())) {
              throw new DroppedException(dropped(e.getMessage()));
            }
            throw e;
          }
        });
  }

  /** Not for callers: what they see is the exception in it, unless something else answers. */
  private static final class DroppedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient TidemarkException told;

    DroppedException(TidemarkException told) {
      super(told);
      this.told = told;
    }

    TidemarkException told() {
      return told;
    }
  }

  private static TidemarkException dropped(@Nullable String told) {
    String first = String.valueOf(told).lines().findFirst().orElse("");
    return TidemarkException.of(
            ErrorCode.PRECONDITION_FAILED,
            "The database does not keep data of that time any more",
            first.startsWith("ERROR: ") ? first.substring("ERROR: ".length()) : first,
            "Ask for a later time; older data are in the lake, where 'tidemark tables read' finds"
                + " them")
        .withDetail("reason", "OUTSIDE_HOT_WINDOW");
  }
}
