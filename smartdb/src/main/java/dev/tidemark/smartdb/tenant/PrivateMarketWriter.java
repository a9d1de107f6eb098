package dev.tidemark.smartdb.tenant;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.smartdb.market.SeriesSpec;
import dev.tidemark.smartdb.write.BarBatch;
import dev.tidemark.smartdb.write.DeadLetter;
import dev.tidemark.smartdb.write.MarketWriter;
import dev.tidemark.smartdb.write.QuoteBatch;
import dev.tidemark.smartdb.write.TradeBatch;
import dev.tidemark.smartdb.write.WriteResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * Writes the instruments of one tenant. They are named {@code private:NAME} and have the bars and
 * features that shared instruments have, for the tenant alone; so are their dead letters. A row of
 * a batch that cannot be stored refuses the whole batch, and rejected are only those that
 * contradict a record with the same version and times. All rows of a batch are of one series;
 * volumes are small, a batch at a time. Thread-safe.
 */
public final class PrivateMarketWriter implements MarketWriter {
  /** What the symbols of private instruments begin with. */
  public static final String PREFIX = "private:";

  /** The source of every private series. */
  public static final String SOURCE = "private";

  private static final int LONGEST_TEXT = 4096;

  private final TenantTransactions transactions;
  private final String tenant;

  /**
   * @param database connections of the role that serves requests
   */
  public PrivateMarketWriter(DataSource database, String tenant) {
    this.transactions = new TenantTransactions(database);
    this.tenant = tenant;
  }

  @Override
  public int series(SeriesSpec spec) {
    Instrument instrument = spec.instrument();
    if (!instrument.symbol().startsWith(PREFIX) || !spec.source().equals(SOURCE)) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "Not the name of a private instrument",
              "its symbol begins with private: and its source is private",
              "Name it private:" + instrument.symbol())
          .withDetail("symbol", instrument.symbol())
          .withDetail("source", spec.source());
    }
    return run(
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  """
                  INSERT INTO md.private_series
                    (symbol, basis, calendar, asset_class, tick_size, include_closing_auction)
                  VALUES (?, ?, ?, ?, ?, ?)
                  ON CONFLICT (tenant_id, symbol) DO NOTHING
                  """)) {
            bind(insert, spec);
            if (insert.executeUpdate() > 0) {
              audit(connection, "SERIES_MADE", instrument.symbol());
            }
          }
          return number(connection, spec);
        });
  }

  /** Removes an instrument and all that was written about it. */
  public boolean drop(String symbol) {
    return run(
        connection -> {
          try (PreparedStatement delete =
              connection.prepareStatement("DELETE FROM md.private_series WHERE symbol = ?")) {
            delete.setString(1, symbol);
            boolean there = delete.executeUpdate() > 0;
            if (there) {
              audit(connection, "SERIES_DROPPED", symbol);
            }
            return there;
          }
        });
  }

  @Override
  public WriteResult trades(TradeBatch batch) {
    return write(
        batch.rows(),
        batch.series(),
        "md.private_ingest_trades(?, ?::text[], ?::int[], ?::text[], ?::timestamptz[],"
            + " ?::smallint[], ?::bigint[], ?::numeric[], ?::numeric[], ?::smallint[],"
            + " ?::smallint[], ?::timestamptz[])",
        PrivateRows.of(batch));
  }

  @Override
  public WriteResult quotes(QuoteBatch batch) {
    return write(
        batch.rows(),
        batch.series(),
        "md.private_ingest_quotes(?, ?::timestamptz[], ?::smallint[], ?::bigint[], ?::numeric[],"
            + " ?::numeric[], ?::numeric[], ?::numeric[], ?::timestamptz[])",
        PrivateRows.of(batch));
  }

  @Override
  public WriteResult bars(BarBatch batch) {
    return write(
        batch.rows(),
        batch.series(),
        "md.private_ingest_bars(?, ?::timestamptz[], ?::timestamptz[], ?::bigint[], ?::text[],"
            + " ?::numeric[], ?::numeric[], ?::numeric[], ?::numeric[], ?::numeric[],"
            + " ?::numeric[], ?::bigint[])",
        PrivateRows.of(batch));
  }

  @Override
  public int reject(String kind, List<DeadLetter> letters) {
    return run(
        connection -> {
          int stored = 0;
          try (PreparedStatement insert =
              connection.prepareStatement(
                  """
                  INSERT INTO md.private_dead_letter (kind, origin, reason, detail, payload)
                  VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                  """)) {
            for (DeadLetter letter : letters) {
              insert.setString(1, kind);
              insert.setString(2, storable(letter.origin()));
              insert.setString(3, letter.reason().name());
              insert.setString(4, storable(letter.detail()));
              insert.setString(5, storable(letter.payload()));
              stored += insert.executeUpdate();
            }
          }
          return stored;
        });
  }

  /** PostgreSQL has no place for NUL, and a letter is no place for megabytes. */
  private static String storable(String text) {
    return text.substring(0, Math.min(text.length(), LONGEST_TEXT)).replace('\0', '\ufffd');
  }

  /** Holds nothing: connections are its pool's. */
  @Override
  public void close() {}

  private WriteResult write(int rows, int[] series, String call, PrivateRows columns) {
    if (rows == 0) {
      return WriteResult.NONE;
    }
    if (IntStream.range(0, rows).anyMatch(i -> series[i] != series[0])) {
      throw TidemarkException.of(
          ErrorCode.INVALID_ARGUMENT,
          "The batch is of several series",
          "private instruments are written one at a time",
          "Make a batch for each");
    }
    return run(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "SELECT stored, repeated, rejected, superseded FROM " + call)) {
            statement.setInt(1, series[0]);
            columns.bind(connection, statement, 2);
            try (ResultSet counts = statement.executeQuery()) {
              counts.next();
              return new WriteResult(
                  counts.getInt(1), counts.getInt(2), counts.getInt(3), counts.getInt(4));
            }
          }
        });
  }

  private <T> T run(TenantTransactions.Work<T> work) {
    return transactions.run(
        tenant,
        connection -> {
          try {
            return work.in(connection);
          } catch (SQLException e) {
            String state = String.valueOf(e.getSQLState());
            if (state.equals("02000") || state.equals("P0002")) {
              throw TidemarkException.of(
                  ErrorCode.NOT_FOUND,
                  "There is no such private series",
                  "it was not made, or belongs to someone else",
                  "Make it first",
                  e);
            }
            if (state.startsWith("22") || state.startsWith("23")) {
              throw TidemarkException.of(
                  ErrorCode.INVALID_INPUT,
                  "The rows cannot be stored; none of the batch was",
                  String.valueOf(e.getMessage()),
                  "Correct or leave out the row and write the batch again",
                  e);
            }
            throw e;
          }
        });
  }

  private static void bind(PreparedStatement statement, SeriesSpec spec) throws SQLException {
    Instrument instrument = spec.instrument();
    statement.setString(1, instrument.symbol());
    statement.setString(2, spec.basis().name());
    statement.setString(3, instrument.calendar().name());
    statement.setString(4, instrument.assetClass().name());
    statement.setBigDecimal(5, instrument.tickSize());
    statement.setBoolean(6, instrument.includeClosingAuction());
  }

  private static int number(Connection connection, SeriesSpec spec) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT series_id FROM md.private_series WHERE symbol = ? AND basis = ?"
                + " AND calendar = ? AND include_closing_auction = ?")) {
      query.setString(1, spec.instrument().symbol());
      query.setString(2, spec.basis().name());
      query.setString(3, spec.instrument().calendar().name());
      query.setBoolean(4, spec.instrument().includeClosingAuction());
      try (ResultSet rows = query.executeQuery()) {
        if (!rows.next()) {
          throw TidemarkException.of(
                  ErrorCode.ALREADY_EXISTS,
                  "The private instrument is there with another meaning",
                  "what its bars are made of and its sessions cannot change",
                  "Use another name, or drop the instrument")
              .withDetail("symbol", spec.instrument().symbol());
        }
        return rows.getInt(1);
      }
    }
  }

  private static void audit(Connection connection, String action, String symbol)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO md.private_audit_log (action, subject, records) VALUES (?, ?, 0)")) {
      insert.setString(1, action);
      insert.setString(2, symbol);
      insert.executeUpdate();
    }
  }
}
