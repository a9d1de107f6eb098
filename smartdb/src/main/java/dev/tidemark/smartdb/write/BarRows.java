package dev.tidemark.smartdb.write;

import dev.tidemark.core.number.Int128;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.GridCursor;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import dev.tidemark.smartdb.market.Basis;
import dev.tidemark.smartdb.write.DeadLetter.Reason;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Batches of one-minute bars as their source tells them, as {@link TradeRows} does it. */
final class BarRows {
  private static final String DIRECT =
      "md.provider_bar (series_id, ts, known, seq, op, open, high, low, close, volume, notional,"
          + " trade_count)";
  private static final int DIRECT_COLUMNS = 12;
  private static final String STAGED = "pg_temp.stage_bar";
  private static final int STAGED_COLUMNS = 13;
  private static final int CONTENT_COLUMNS = 7;

  private final WriterSession session;
  private boolean repeating;

  BarRows(WriterSession session) {
    this.session = session;
  }

  WriteResult write(BarBatch batch, RowChecks checks) throws SQLException {
    List<DeadLetter> refused = new ArrayList<>();
    boolean[] out = new boolean[batch.rows()];
    boolean plain = true;
    Set<Integer> written = new TreeSet<>();
    for (int i = 0; i < batch.rows(); i++) {
      SeriesNumbers.Stored series = session.series().get(batch.series()[i]);
      Reason reason = checks.bar(batch, i);
      if (reason != null) {
        out[i] = true;
        refused.add(Payloads.letter(series.name(), reason, Payloads.bar(batch, i)));
        continue;
      }
      plain &= !batch.deleted()[i];
      written.add(series.number());
    }
    WriteResult result =
        plain && refused.isEmpty() && !repeating && direct(batch, written)
            ? new WriteResult(batch.rows(), 0, 0, 0)
            : staged(batch, out, refused);
    session.announce(result, written);
    return result;
  }

  private WriteResult staged(BarBatch batch, boolean[] out, List<DeadLetter> refused)
      throws SQLException {
    CopyBuffer rows = session.copy().begin();
    for (int i = 0; i < batch.rows(); i++) {
      if (!out[i]) {
        rows.row(STAGED_COLUMNS).int4(i);
        key(rows, batch, i);
        rows.bool(batch.deleted()[i]);
        content(rows, batch, i);
      }
    }
    session.copy().send(STAGED);
    session.reject("bar", refused);
    WriteResult result = session.ingest("ingest_bars");
    repeating = result.stored() + refused.size() < batch.rows();
    return result.plus(new WriteResult(0, 0, refused.size(), 0));
  }

  private boolean direct(BarBatch batch, Set<Integer> written) throws SQLException {
    session.lock(written);
    CopyBuffer rows = session.copy().begin();
    for (int i = 0; i < batch.rows(); i++) {
      rows.row(DIRECT_COLUMNS);
      key(rows, batch, i);
      rows.text("UPSERT");
      content(rows, batch, i);
    }
    if (!session.sendNew(DIRECT)) {
      return false;
    }
    minutes(session.copy().begin(), batch);
    session.copy().send(MinuteDeltas.TARGET);
    if (anyToldTwice()) {
      session.connection().rollback();
      return false;
    }
    session.merge();
    return true;
  }

  private boolean anyToldTwice() throws SQLException {
    try (PreparedStatement call =
            session.connection().prepareStatement("SELECT md.any_bar_told_twice()");
        ResultSet row = call.executeQuery()) {
      row.next();
      return row.getBoolean(1);
    }
  }

  /** Every bar inside a session is all there is of its minute. */
  private void minutes(CopyBuffer out, BarBatch batch) throws SQLException {
    Map<CalendarId, GridCursor> cursors = new EnumMap<>(CalendarId.class);
    for (int i = 0; i < batch.rows(); i++) {
      SeriesNumbers.Stored series = session.series().get(batch.series()[i]);
      GridCursor cursor =
          cursors.computeIfAbsent(
              series.calendar(), id -> new GridCursor(TradingCalendar.of(id), Timeframe.M1));
      if (series.basis() != Basis.BARS || !cursor.seek(batch.labelNanos()[i])) {
        continue;
      }
      long label = RowChecks.micros(batch.labelNanos()[i]);
      long known = RowChecks.knownMicros(batch.knownNanos()[i]);
      out.row(MinuteDeltas.COLUMNS)
          .int4(series.number())
          .time(label)
          .decimal(batch.open()[i], 8)
          .decimal(batch.high()[i], 8)
          .decimal(batch.low()[i], 8)
          .decimal(batch.close()[i], 8);
      out.time(label).int2(0).int8(0).text("").time(label).int2(0).int8(0).text("");
      Int128 volume = batch.volume()[i];
      sum(out, volume == null ? Int128.ZERO : volume, 8);
      sum(out, batch.notional()[i], 16);
      out.decimal(0, 8).decimal(0, 8).int8(batch.tradeCount()[i]).time(known).time(known);
      session.sessions().write(out, series.calendar(), cursor.session());
    }
  }

  private static void key(CopyBuffer rows, BarBatch batch, int i) {
    rows.int4(batch.series()[i])
        .time(RowChecks.micros(batch.labelNanos()[i]))
        .time(RowChecks.knownMicros(batch.knownNanos()[i]))
        .int8(batch.seq()[i]);
  }

  private static void content(CopyBuffer rows, BarBatch batch, int i) {
    if (batch.deleted()[i]) {
      for (int column = 0; column < CONTENT_COLUMNS; column++) {
        rows.none();
      }
      return;
    }
    rows.decimal(batch.open()[i], 8)
        .decimal(batch.high()[i], 8)
        .decimal(batch.low()[i], 8)
        .decimal(batch.close()[i], 8);
    sum(rows, batch.volume()[i], 8);
    sum(rows, batch.notional()[i], 16);
    rows.int8(batch.tradeCount()[i]);
  }

  private static void sum(CopyBuffer rows, @Nullable Int128 value, int scale) {
    if (value == null) {
      rows.none();
    } else {
      rows.decimal(value.high(), value.low(), scale);
    }
  }
}
