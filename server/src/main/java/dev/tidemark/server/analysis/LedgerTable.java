package dev.tidemark.server.analysis;

import dev.tidemark.analysis.json.CanonicalJson;
import dev.tidemark.analysis.ledger.Trials;
import dev.tidemark.core.stats.DeflatedSharpe;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * The trial ledger in the database: what a tenant tried on a ticker, counted in the transaction in
 * which an analysis gets its result. What an envelope says of it stays as it was then.
 */
final class LedgerTable {
  private static final Trials REPEATED = Trials.NONE.repeated();

  private LedgerTable() {}

  /**
   * Counts a run. Another run under a key that was counted before is a run, but tries nothing new.
   *
   * @param run what it tried
   * @return all that was tried on the ticker, this run included
   */
  static Trials record(Connection connection, String tenant, String ticker, String key, Trials run)
      throws SQLException {
    boolean fresh;
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO tidemark.trial_keys (tenant_id, ticker, cache_key) VALUES (?, ?, ?)"
                + " ON CONFLICT DO NOTHING")) {
      insert.setString(1, tenant);
      insert.setString(2, ticker);
      insert.setString(3, key);
      fresh = insert.executeUpdate() == 1;
    }
    return add(connection, tenant, ticker, fresh ? run : REPEATED);
  }

  private static Trials add(Connection connection, String tenant, String ticker, Trials more)
      throws SQLException {
    try (PreparedStatement upsert =
        connection.prepareStatement(
            "INSERT INTO tidemark.trial_ledger AS l (tenant_id, ticker, runs, trials, sharpes,"
                + " sharpe_sum, sharpe_squares) VALUES (?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (tenant_id, ticker) DO UPDATE SET runs = l.runs + excluded.runs,"
                + " trials = l.trials + excluded.trials, sharpes = l.sharpes + excluded.sharpes,"
                + " sharpe_sum = l.sharpe_sum + excluded.sharpe_sum,"
                + " sharpe_squares = l.sharpe_squares + excluded.sharpe_squares"
                + " RETURNING runs, trials, sharpes, sharpe_sum, sharpe_squares")) {
      upsert.setString(1, tenant);
      upsert.setString(2, ticker);
      upsert.setLong(3, more.runs());
      upsert.setLong(4, more.trials());
      upsert.setLong(5, more.sharpes());
      upsert.setDouble(6, more.sum());
      upsert.setDouble(7, more.squares());
      try (ResultSet row = upsert.executeQuery()) {
        row.next();
        return new Trials(
            row.getLong(1), row.getLong(2), row.getLong(3), row.getDouble(4), row.getDouble(5));
      }
    }
  }

  /** The object {@code ledger} of an envelope; one deflated Sharpe ratio per top window. */
  static String json(Trials tried, List<TopWindow> windows) {
    CanonicalJson json = new CanonicalJson();
    json.beginObject()
        .field("runs_on_ticker", tried.runs())
        .field("trials_on_ticker", tried.trials())
        .name("deflated_sharpe")
        .beginArray();
    for (TopWindow window : windows) {
      json.value(
          DeflatedSharpe.of(
                  window.sharpe(),
                  tried.variance(),
                  Math.max(1, tried.trials()),
                  window.sessions(),
                  window.skew(),
                  window.kurtosis())
              .probability());
    }
    return json.endArray().endObject().text();
  }
}
