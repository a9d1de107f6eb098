package dev.tidemark.smartdb.write;

import dev.tidemark.smartdb.write.DeadLetter.Reason;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Batches of trades. Those of which nothing else was told go straight into the table; others are
 * staged, and the database sorts out what is new in them.
 */
final class TradeRows {
  private static final String STAGED = "pg_temp.stage_trade";
  private static final int STAGED_COLUMNS = 13;

  private final WriterSession session;
  private final DirectTrades direct;

  /** Whether the batch before had to be staged: the next one probably has to be, too. */
  private boolean repeating;

  TradeRows(WriterSession session) {
    this.session = session;
    this.direct = new DirectTrades(session);
  }

  WriteResult write(TradeBatch batch, RowChecks checks) throws SQLException {
    List<DeadLetter> refused = new ArrayList<>();
    boolean[] good = new boolean[batch.rows()];
    Set<Integer> written = new TreeSet<>();
    int previous = -1;
    for (int i = 0; i < batch.rows(); i++) {
      Reason reason = checks.trade(batch, i);
      int series = batch.series()[i];
      if (reason != null) {
        String name = session.series().get(series).name();
        refused.add(Payloads.letter(name, reason, Payloads.trade(batch, i)));
        continue;
      }
      good[i] = true;
      session.partitions().need(batch.tsNanos()[i]);
      if (series != previous) {
        session.series().get(series);
        written.add(series);
        previous = series;
      }
    }
    session.partitions().ensure(session.connection());
    WriteResult result = store(batch.part(good), written);
    session.reject("trade", refused);
    session.announce(result, written);
    return result.plus(new WriteResult(0, 0, refused.size(), 0));
  }

  private WriteResult store(TradeBatch batch, Set<Integer> written) throws SQLException {
    if (batch.rows() == 0) {
      return WriteResult.NONE;
    }
    boolean[] plain = plain(batch);
    TradeBatch once = batch.part(plain);
    if (!repeating && once.rows() > 0 && direct.write(once, written)) {
      WriteResult result = new WriteResult(once.rows(), 0, 0, 0);
      return once.rows() == batch.rows() ? result : result.plus(staged(batch.without(plain)));
    }
    WriteResult result = staged(batch);
    repeating = result.repeated() > 0;
    return result;
  }

  /** Which rows are all that the batch tells about their trades, and tell of new ones. */
  private static boolean[] plain(TradeBatch batch) {
    boolean[] plain = new boolean[batch.rows()];
    Set<String> others = new HashSet<>();
    for (int i = 0; i < batch.rows(); i++) {
      plain[i] =
          batch.op()[i] == TradeBatch.NEW
              && batch.version()[i] == 1
              && (batch.sizeHigh() == null || batch.sizeHigh()[i] == batch.size()[i] >> 63);
      if (!plain[i]) {
        others.add(batch.tradeId()[i]);
      }
    }
    for (int i = 0; i < batch.rows() && !others.isEmpty(); i++) {
      plain[i] &= !others.contains(batch.tradeId()[i]);
    }
    return plain;
  }

  private WriteResult staged(TradeBatch batch) throws SQLException {
    CopyBuffer rows = session.copy().begin();
    for (int i = 0; i < batch.rows(); i++) {
      rows.row(STAGED_COLUMNS).int4(i);
      encode(rows, batch, i, true);
    }
    session.copy().send(STAGED);
    return session.ingest("ingest_trades");
  }

  /** The columns of a trade, in the order of the tables. */
  static void encode(CopyBuffer rows, TradeBatch batch, int i, boolean withOp) {
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
}
