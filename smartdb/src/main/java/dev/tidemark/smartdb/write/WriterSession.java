package dev.tidemark.smartdb.write;

import dev.tidemark.core.number.Int128;
import dev.tidemark.smartdb.write.DeadLetter.Reason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** One connection with its staging tables; the caller ends the transactions. */
final class WriterSession {
  private static final int FIRST_CAPACITY = 1 << 20;
  private static final int CHUNK = 1 << 16;

  /** What is in a letter's payload at most; texts beyond say nothing more. */
  private static final int LONGEST_PAYLOAD = 4_096;

  private final Connection connection;
  private final SeriesNumbers series;
  private final Partitions partitions = new Partitions();
  private final CopyBuffer rows = new CopyBuffer(FIRST_CAPACITY);

  private WriterSession(Connection connection) {
    this.connection = connection;
    this.series = new SeriesNumbers(connection);
  }

  static WriterSession on(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
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

  /** After a rollback. */
  void forget() {
    series.forget();
    partitions.forget();
  }

  WriteResult trades(TradeBatch batch, RowChecks checks) throws SQLException {
    List<DeadLetter> refused = new ArrayList<>();
    rows.begin();
    for (int i = 0; i < batch.rows(); i++) {
      Reason reason = checks.trade(batch, i);
      if (reason != null) {
        refused.add(letter(batch.series()[i], reason, Payloads.trade(batch, i)));
        continue;
      }
      partitions.need(batch.tsNanos()[i]);
      long ts = RowChecks.micros(batch.tsNanos()[i]);
      rows.row(13)
          .int4(i)
          .int4(series.get(batch.series()[i]).number())
          .time(ts)
          .int2((int) (batch.tsNanos()[i] - ts * RowChecks.MICRO))
          .int8(batch.seq()[i])
          .text(batch.tradeId()[i])
          .int4(batch.version()[i])
          .int2(batch.op()[i])
          .decimal(batch.price()[i], 8);
      if (batch.sizeHigh() == null) {
        rows.decimal(batch.size()[i], 8);
      } else {
        rows.decimal(batch.sizeHigh()[i], batch.size()[i], 8);
      }
      rows.int2(batch.side()[i])
          .int2(batch.flags()[i])
          .time(RowChecks.knownMicros(batch.knownNanos()[i]));
    }
    return ingest("trade", refused);
  }

  WriteResult quotes(QuoteBatch batch, RowChecks checks) throws SQLException {
    List<DeadLetter> refused = new ArrayList<>();
    rows.begin();
    for (int i = 0; i < batch.rows(); i++) {
      Reason reason = checks.quote(batch, i);
      if (reason != null) {
        refused.add(letter(batch.series()[i], reason, Payloads.quote(batch, i)));
        continue;
      }
      partitions.need(batch.tsNanos()[i]);
      long ts = RowChecks.micros(batch.tsNanos()[i]);
      rows.row(10)
          .int4(i)
          .int4(series.get(batch.series()[i]).number())
          .time(ts)
          .int2((int) (batch.tsNanos()[i] - ts * RowChecks.MICRO))
          .int8(batch.seq()[i])
          .decimal(batch.bid()[i], 8)
          .decimal(batch.ask()[i], 8);
      size(batch.bidSize(), i);
      size(batch.askSize(), i);
      rows.time(RowChecks.knownMicros(batch.knownNanos()[i]));
    }
    return ingest("quote", refused);
  }

  private void size(long @Nullable [] sizes, int i) {
    if (sizes == null || sizes[i] == QuoteBatch.NO_SIZE) {
      rows.none();
    } else {
      rows.decimal(sizes[i], 8);
    }
  }

  WriteResult bars(BarBatch batch, RowChecks checks) throws SQLException {
    List<DeadLetter> refused = new ArrayList<>();
    rows.begin();
    for (int i = 0; i < batch.rows(); i++) {
      Reason reason = checks.bar(batch, i);
      if (reason != null) {
        refused.add(letter(batch.series()[i], reason, Payloads.bar(batch, i)));
        continue;
      }
      rows.row(13)
          .int4(i)
          .int4(series.get(batch.series()[i]).number())
          .time(RowChecks.micros(batch.labelNanos()[i]))
          .time(RowChecks.knownMicros(batch.knownNanos()[i]))
          .int8(batch.seq()[i])
          .bool(batch.deleted()[i]);
      if (batch.deleted()[i]) {
        rows.none().none().none().none().none().none().none();
        continue;
      }
      rows.decimal(batch.open()[i], 8)
          .decimal(batch.high()[i], 8)
          .decimal(batch.low()[i], 8)
          .decimal(batch.close()[i], 8);
      sum(batch.volume()[i], 8);
      sum(batch.notional()[i], 16);
      rows.int8(batch.tradeCount()[i]);
    }
    return ingest("bar", refused);
  }

  private void sum(@Nullable Int128 value, int scale) {
    if (value == null) {
      rows.none();
    } else {
      rows.decimal(value.high(), value.low(), scale);
    }
  }

  int reject(String kind, List<DeadLetter> letters) throws SQLException {
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

  /** Lets those who keep latest values of these series know, when the transaction commits. */
  WriteResult announced(WriteResult result, int[] numbers, int rows) throws SQLException {
    if (result.stored() == 0 && result.superseded() == 0) {
      return result;
    }
    Object[] distinct = Arrays.stream(numbers, 0, rows).distinct().boxed().toArray();
    try (PreparedStatement call = connection.prepareStatement("SELECT md.announce(?)")) {
      call.setArray(1, connection.createArrayOf("int4", distinct));
      call.execute();
    }
    return result;
  }

  private DeadLetter letter(int number, Reason reason, String payload) throws SQLException {
    String cut = payload.substring(0, Math.min(payload.length(), LONGEST_PAYLOAD));
    return new DeadLetter(series.get(number).name(), reason, Payloads.explain(reason), cut);
  }

  private WriteResult ingest(String kind, List<DeadLetter> refused) throws SQLException {
    rows.end();
    partitions.ensure(connection);
    copy("COPY pg_temp.stage_" + kind + " FROM STDIN (FORMAT binary)");
    if (!refused.isEmpty()) {
      reject(kind, refused);
    }
    try (PreparedStatement call =
            connection.prepareStatement("SELECT * FROM md.ingest_" + kind + "s()");
        ResultSet row = call.executeQuery()) {
      row.next();
      return new WriteResult(
          row.getInt("stored"),
          row.getInt("repeated"),
          row.getInt("rejected") + refused.size(),
          row.getInt("superseded"));
    }
  }

  private void copy(String sql) throws SQLException {
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
    try {
      for (int at = 0; at < rows.size(); at += CHUNK) {
        copy.writeToCopy(rows.bytes(), at, Math.min(CHUNK, rows.size() - at));
      }
      copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }
}
