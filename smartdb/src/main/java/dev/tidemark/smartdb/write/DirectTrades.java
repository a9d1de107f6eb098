package dev.tidemark.smartdb.write;

import dev.tidemark.smartdb.market.Basis;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/**
 * Trades told once: they go straight into their table, where the unique indexes prove that nothing
 * was told of them before, and what they add to the bars is summed here.
 */
final class DirectTrades {
  private static final String TARGET =
      "md.trade (series_id, ts, ts_nanos, seq, trade_id, version, price, size, side, flags, known)";
  private static final int COLUMNS = 11;
  private static final long DAY_SECONDS = 86_400;

  private final WriterSession session;

  DirectTrades(WriterSession session) {
    this.session = session;
  }

  /** False when something of it was told before; the transaction may have been rolled back then. */
  boolean write(TradeBatch batch, Set<Integer> written) throws SQLException {
    MinuteDeltas deltas = new MinuteDeltas(session.series(), Basis.TRADES);
    deltas.trades(batch);
    if (!deltas.fit() || anyTold(batch, written)) {
      return false;
    }
    CopyBuffer rows = session.copy().begin();
    for (int i = 0; i < batch.rows(); i++) {
      rows.row(COLUMNS);
      TradeRows.encode(rows, batch, i, false);
    }
    if (!session.sendNew(TARGET)) {
      return false;
    }
    List<TradeSpans.Span> spans = TradeSpans.of(batch);
    if (anyMoreTold(spans)) {
      session.connection().rollback();
      return false;
    }
    noteDue(spans);
    session.merge(
        deltas,
        (out, row) -> {
          if (row == MinuteDelta.NONE) {
            out.none().none().none().none();
          } else {
            long ts = RowChecks.micros(batch.tsNanos()[row]);
            out.time(ts)
                .int2((int) (batch.tsNanos()[row] - ts * RowChecks.MICRO))
                .int8(batch.seq()[row])
                .text(batch.tradeId()[row]);
          }
        });
    return true;
  }

  /** From when on large trades are to be judged; that they are, if nothing judged changes. */
  private void noteDue(List<TradeSpans.Span> spans) throws SQLException {
    Connection connection = session.connection();
    try (PreparedStatement note =
        connection.prepareStatement(
            "INSERT INTO md.large_trade_due (series_id, ts) SELECT * FROM unnest(?, ?)")) {
      note.setArray(
          1, connection.createArrayOf("int4", spans.stream().map(s -> s.series).toArray()));
      note.setArray(
          2,
          connection.createArrayOf(
              "timestamptz",
              spans.stream()
                  .map(s -> s.promptNanos == TradeSpans.NEVER ? "infinity" : time(s.promptNanos))
                  .toArray()));
      note.execute();
    }
  }

  /** Locks the series; looks for the first, the last and the middle trade only. */
  private boolean anyTold(TradeBatch batch, Set<Integer> written) throws SQLException {
    int last = batch.rows() - 1;
    int[] probes = {0, last / 2, last};
    Connection connection = session.connection();
    try (PreparedStatement call = connection.prepareStatement("SELECT md.any_told(?, ?, ?, ?)")) {
      Object[] series = new Object[probes.length];
      Object[] times = new Object[probes.length];
      Object[] ids = new Object[probes.length];
      for (int i = 0; i < probes.length; i++) {
        series[i] = batch.series()[probes[i]];
        times[i] = time(batch.tsNanos()[probes[i]]);
        ids[i] = batch.tradeId()[probes[i]];
      }
      call.setArray(1, connection.createArrayOf("int4", written.toArray()));
      call.setArray(2, connection.createArrayOf("int4", series));
      call.setArray(3, connection.createArrayOf("timestamptz", times));
      call.setArray(4, connection.createArrayOf("text", ids));
      return answer(call);
    }
  }

  private boolean anyMoreTold(List<TradeSpans.Span> spans) throws SQLException {
    Connection connection = session.connection();
    try (PreparedStatement call =
        connection.prepareStatement("SELECT md.any_more_told(?, ?, ?, ?, ?, ?)")) {
      call.setArray(
          1, connection.createArrayOf("int4", spans.stream().map(s -> s.series).toArray()));
      call.setArray(
          2,
          connection.createArrayOf(
              "timestamptz",
              spans.stream()
                  .map(s -> Instant.ofEpochSecond(s.day * DAY_SECONDS).atOffset(ZoneOffset.UTC))
                  .toArray()));
      call.setArray(
          3,
          connection.createArrayOf(
              "timestamptz", spans.stream().map(s -> time(s.fromNanos)).toArray()));
      call.setArray(
          4,
          connection.createArrayOf(
              "timestamptz", spans.stream().map(s -> time(s.toNanos)).toArray()));
      call.setArray(
          5, connection.createArrayOf("text", spans.stream().map(s -> s.leastId).toArray()));
      call.setArray(
          6, connection.createArrayOf("text", spans.stream().map(s -> s.greatestId).toArray()));
      return answer(call);
    }
  }

  private static boolean answer(PreparedStatement call) throws SQLException {
    try (ResultSet row = call.executeQuery()) {
      row.next();
      return row.getBoolean(1);
    }
  }

  /** Rounded down to the microsecond, as event times are stored. */
  private static OffsetDateTime time(long nanos) {
    long micros = RowChecks.micros(nanos);
    return Instant.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L)
        .atOffset(ZoneOffset.UTC);
  }
}
