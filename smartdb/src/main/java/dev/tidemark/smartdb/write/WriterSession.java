package dev.tidemark.smartdb.write;

import dev.tidemark.smartdb.market.Basis;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One connection with its staging tables; the caller ends the transactions. */
final class WriterSession {
  private final Connection connection;
  private final SeriesNumbers series;
  private final Partitions partitions = new Partitions();
  private final SessionMinutes sessions;
  private static final String UNIQUE_VIOLATION = "23505";
  private final CopyStream copy;
  private final TradeRows trades;
  private final QuoteRows quotes;
  private final BarRows bars;
  private final StreamTables live;

  private WriterSession(Connection connection) {
    this.connection = connection;
    this.series = new SeriesNumbers(connection);
    this.sessions = new SessionMinutes(connection);
    this.copy = new CopyStream(connection);
    this.trades = new TradeRows(this);
    this.quotes = new QuoteRows(this);
    this.bars = new BarRows(this);
    this.live = new StreamTables(connection);
  }

  static WriterSession on(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      // Estimates over fresh partitions are far too high, and compiling would take most of the
      // time.
      statement.execute("SET jit = off");
      statement.execute("SELECT md.open_staging()");
    }
    connection.commit();
    return new WriterSession(connection);
  }

  Connection connection() {
    return connection;
  }

  SeriesNumbers series() {
    return series;
  }

  Partitions partitions() {
    return partitions;
  }

  SessionMinutes sessions() {
    return sessions;
  }

  CopyStream copy() {
    return copy;
  }

  TradeRows trades() {
    return trades;
  }

  QuoteRows quotes() {
    return quotes;
  }

  BarRows bars() {
    return bars;
  }

  /** Makes the bars of a series of quotes anew, of its trades. */
  void formOfTrades(int number) throws SQLException {
    if (series.get(number).basis() != Basis.QUOTES) {
      return;
    }
    try (PreparedStatement call = connection.prepareStatement("SELECT md.form_of_trades(?)")) {
      call.setInt(1, number);
      call.execute();
    }
    series.forget();
  }

  /** Rows that were computed of live records. */
  void live(LiveRows rows) throws SQLException {
    announce(live.write(rows));
  }

  /** After a rollback. */
  void forget() {
    live.forget();
    series.forget();
    partitions.forget();
  }

  int reject(String kind, List<DeadLetter> letters) throws SQLException {
    if (letters.isEmpty()) {
      return 0;
    }
    int size = letters.size();
    String[] origins = new String[size];
    String[] reasons = new String[size];
    String[] details = new String[size];
    String[] payloads = new String[size];
    for (int i = 0; i < size; i++) {
      DeadLetter letter = letters.get(i);
      origins[i] = Payloads.storable(letter.origin());
      reasons[i] = letter.reason().name();
      details[i] = Payloads.storable(letter.detail());
      payloads[i] = Payloads.storable(letter.payload());
    }
    try (PreparedStatement call = connection.prepareStatement("SELECT md.reject(?, ?, ?, ?, ?)")) {
      call.setString(1, kind);
      call.setArray(2, connection.createArrayOf("text", origins));
      call.setArray(3, connection.createArrayOf("text", reasons));
      call.setArray(4, connection.createArrayOf("text", details));
      call.setArray(5, connection.createArrayOf("text", payloads));
      try (ResultSet row = call.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  /** What one of the {@code md.ingest_} functions made of the staged rows. */
  WriteResult ingest(String function) throws SQLException {
    try (PreparedStatement call =
            connection.prepareStatement("SELECT * FROM md." + function + "()");
        ResultSet row = call.executeQuery()) {
      row.next();
      return new WriteResult(
          row.getInt("stored"),
          row.getInt("repeated"),
          row.getInt("rejected"),
          row.getInt("superseded"));
    }
  }

  /** Adds what new rows make of their minutes to the bars. */
  void merge(MinuteDeltas deltas, MinuteDeltas.Keys keys) throws SQLException {
    if (deltas.all().isEmpty()) {
      return;
    }
    deltas.write(copy.begin(), keys, sessions);
    copy.send(MinuteDeltas.TARGET);
    merge();
  }

  /**
   * Sends the rows to a table whose unique indexes prove that they are new. False when one of them
   * is not; the transaction has been rolled back then.
   */
  boolean sendNew(String target) throws SQLException {
    try {
      copy.send(target);
      return true;
    } catch (SQLException e) {
      if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
        throw e;
      }
      connection.rollback();
      return false;
    }
  }

  /** Nobody else writes these series until the transaction ends. */
  void lock(Collection<Integer> numbers) throws SQLException {
    try (PreparedStatement call = connection.prepareStatement("SELECT md.lock_series(?)")) {
      call.setArray(1, connection.createArrayOf("int4", numbers.toArray()));
      call.execute();
    }
  }

  /** Adds the staged minutes to the bars. */
  void merge() throws SQLException {
    try (PreparedStatement call = connection.prepareStatement("SELECT md.merge_minutes()")) {
      call.execute();
    }
  }

  /** What rows of this batch are judged by. */
  RowChecks checks(Instant now) throws SQLException {
    Map<Integer, Long> horizons = new HashMap<>();
    try (PreparedStatement query =
            connection.prepareStatement(
                "SELECT series_id, (extract(epoch FROM horizon) * 1000000)::bigint FROM md.horizon");
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        horizons.put(row.getInt(1), row.getLong(2) * RowChecks.MICRO);
      }
    }
    return new RowChecks(now, horizons);
  }

  /** Tells those who keep latest values, when the transaction commits. */
  void announce(WriteResult result, Collection<Integer> written) throws SQLException {
    if (result.stored() == 0 && result.superseded() == 0) {
      return;
    }
    announce(written);
  }

  private void announce(Collection<Integer> written) throws SQLException {
    try (PreparedStatement call = connection.prepareStatement("SELECT md.announce(?)")) {
      call.setArray(1, connection.createArrayOf("int4", written.toArray()));
      call.execute();
    }
  }
}
