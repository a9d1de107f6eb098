package dev.tidemark.smartdb.write;

import dev.tidemark.smartdb.market.Basis;
import dev.tidemark.smartdb.write.DeadLetter.Reason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Batches of trades. A batch of which nothing was told before goes straight into the table, where
 * the unique indexes prove that; what it adds to the bars is summed here. Any other batch is
 * staged, and the database sorts out what is new in it.
 */
final class TradeRows {
  private static final String DIRECT =
      "md.trade (series_id, ts, ts_nanos, seq, trade_id, version, price, size, side, flags, known)";
  private static final int DIRECT_COLUMNS = 11;
  private static final String STAGED = "pg_temp.stage_trade";
  private static final int STAGED_COLUMNS = 13;
  private static final long DAY_SECONDS = 86_400;

  private final WriterSession session;

  /** Whether the batch before had to be staged: the next one probably has to be, too. */
  private boolean repeating;

  TradeRows(WriterSession session) {
    this.session = session;
  }

  WriteResult write(TradeBatch batch, RowChecks checks) throws SQLException {
    List<DeadLetter> refused = new ArrayList<>();
    boolean[] out = new boolean[batch.rows()];
    boolean plain = true;
    Set<Integer> written = new TreeSet<>();
    int previous = -1;
    for (int i = 0; i < batch.rows(); i++) {
      Reason reason = checks.trade(batch, i);
      int series = batch.series()[i];
      if (reason != null) {
        out[i] = true;
        String name = session.series().get(series).name();
        refused.add(Payloads.letter(name, reason, Payloads.trade(batch, i)));
        continue;
      }
      session.partitions().need(batch.tsNanos()[i]);
      plain &= batch.op()[i] == TradeBatch.NEW && batch.version()[i] == 1;
      plain &= batch.sizeHigh() == null || batch.sizeHigh()[i] == batch.size()[i] >> 63;
      if (series != previous) {
        session.series().get(series);
        written.add(series);
        previous = series;
      }
    }
    session.partitions().ensure(session.connection());
    WriteResult result =
        plain && refused.isEmpty() && !repeating && direct(batch, written)
            ? new WriteResult(batch.rows(), 0, 0, 0)
            : staged(batch, out, refused);
    session.announce(result, written);
    return result;
  }

  private WriteResult staged(TradeBatch batch, boolean[] out, List<DeadLetter> refused)
      throws SQLException {
    CopyBuffer rows = session.copy().begin();
    for (int i = 0; i < batch.rows(); i++) {
      if (!out[i]) {
        rows.row(STAGED_COLUMNS).int4(i);
        encode(rows, batch, i, true);
      }
    }
    session.copy().send(STAGED);
    session.reject("trade", refused);
    WriteResult result = session.ingest("ingest_trades");
    repeating = result.stored() + refused.size() < batch.rows();
    return result.plus(new WriteResult(0, 0, refused.size(), 0));
  }

  /** False when something of it was told before; nothing has been done then. */
  private boolean direct(TradeBatch batch, Set<Integer> written) throws SQLException {
    Connection connection = session.connection();
    MinuteDeltas deltas = new MinuteDeltas(session.series(), Basis.TRADES);
    deltas.trades(batch);
    if (!deltas.fit() || anyTold(batch, written)) {
      return false;
    }
    CopyBuffer rows = session.copy().begin();
    for (int i = 0; i < batch.rows(); i++) {
      rows.row(DIRECT_COLUMNS);
      encode(rows, batch, i, false);
    }
    if (!session.sendNew(DIRECT)) {
      return false;
    }
    if (anyMoreTold(batch)) {
      connection.rollback();
      return false;
    }
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

  private static void encode(CopyBuffer rows, TradeBatch batch, int i, boolean withOp) {
    long ts = RowChecks.micros(batch.tsNanos()[i]);
    rows.int4(batch.series()[i])
        .time(ts)
        .int2((int) (batch.tsNanos()[i] - ts * RowChecks.MICRO))
        .int8(batch.seq()[i])
        .text(batch.tradeId()[i])
        .int4(batch.version()[i]);
    if (withOp) {
      rows.int2(batch.op()[i]);
    }
    rows.decimal(batch.price()[i], 8);
    if (batch.sizeHigh() == null) {
      rows.decimal(batch.size()[i], 8);
    } else {
      rows.decimal(batch.sizeHigh()[i], batch.size()[i], 8);
    }
    rows.int2(batch.side()[i])
        .int2(batch.flags()[i])
        .time(RowChecks.knownMicros(batch.knownNanos()[i]));
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

  private boolean anyMoreTold(TradeBatch batch) throws SQLException {
    List<TradeSpans.Span> spans = TradeSpans.of(batch);
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
