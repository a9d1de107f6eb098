package dev.tidemark.smartdb.write;

import dev.tidemark.smartdb.market.Basis;
import dev.tidemark.smartdb.write.DeadLetter.Reason;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Batches of quotes, as {@link TradeRows} does it. */
final class QuoteRows {
  private static final String DIRECT =
      "md.quote (series_id, ts, ts_nanos, seq, bid, ask, bid_size, ask_size, known)";
  private static final int DIRECT_COLUMNS = 9;
  private static final String STAGED = "pg_temp.stage_quote";
  private static final int STAGED_COLUMNS = 10;

  private final WriterSession session;
  private boolean repeating;

  QuoteRows(WriterSession session) {
    this.session = session;
  }

  WriteResult write(QuoteBatch batch, RowChecks checks) throws SQLException {
    List<DeadLetter> refused = new ArrayList<>();
    boolean[] out = new boolean[batch.rows()];
    Set<Integer> written = new TreeSet<>();
    int previous = -1;
    for (int i = 0; i < batch.rows(); i++) {
      Reason reason = checks.quote(batch, i);
      int series = batch.series()[i];
      if (reason != null) {
        out[i] = true;
        String name = session.series().get(series).name();
        refused.add(Payloads.letter(name, reason, Payloads.quote(batch, i)));
        continue;
      }
      session.partitions().need(batch.tsNanos()[i]);
      if (series != previous) {
        session.series().get(series);
        written.add(series);
        previous = series;
      }
    }
    session.partitions().ensure(session.connection());
    WriteResult result =
        refused.isEmpty() && !repeating && direct(batch, written)
            ? new WriteResult(batch.rows(), 0, 0, 0)
            : staged(batch, out, refused);
    session.announce(result, written);
    return result;
  }

  private WriteResult staged(QuoteBatch batch, boolean[] out, List<DeadLetter> refused)
      throws SQLException {
    CopyBuffer rows = session.copy().begin();
    for (int i = 0; i < batch.rows(); i++) {
      if (!out[i]) {
        rows.row(STAGED_COLUMNS).int4(i);
        encode(rows, batch, i);
      }
    }
    session.copy().send(STAGED);
    session.reject("quote", refused);
    WriteResult result = session.ingest("ingest_quotes");
    repeating = result.stored() + refused.size() < batch.rows();
    return result.plus(new WriteResult(0, 0, refused.size(), 0));
  }

  private boolean direct(QuoteBatch batch, Set<Integer> written) throws SQLException {
    CopyBuffer rows = session.copy().begin();
    for (int i = 0; i < batch.rows(); i++) {
      rows.row(DIRECT_COLUMNS);
      encode(rows, batch, i);
    }
    session.lock(written);
    if (!session.sendNew(DIRECT)) {
      return false;
    }
    MinuteDeltas deltas = new MinuteDeltas(session.series(), Basis.QUOTES);
    deltas.quotes(batch);
    session.merge(
        deltas,
        (out, row) -> {
          long ts = RowChecks.micros(batch.tsNanos()[row]);
          out.time(ts)
              .int2((int) (batch.tsNanos()[row] - ts * RowChecks.MICRO))
              .int8(batch.seq()[row])
              .text("");
        });
    return true;
  }

  private static void encode(CopyBuffer rows, QuoteBatch batch, int i) {
    long ts = RowChecks.micros(batch.tsNanos()[i]);
    rows.int4(batch.series()[i])
        .time(ts)
        .int2((int) (batch.tsNanos()[i] - ts * RowChecks.MICRO))
        .int8(batch.seq()[i])
        .decimal(batch.bid()[i], 8)
        .decimal(batch.ask()[i], 8);
    size(rows, batch.bidSize(), i);
    size(rows, batch.askSize(), i);
    rows.time(RowChecks.knownMicros(batch.knownNanos()[i]));
  }

  private static void size(CopyBuffer rows, long @Nullable [] sizes, int i) {
    if (sizes == null || sizes[i] == QuoteBatch.NO_SIZE) {
      rows.none();
    } else {
      rows.decimal(sizes[i], 8);
    }
  }
}
