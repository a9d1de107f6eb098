package dev.tidemark.smartdb.write;

import dev.tidemark.core.number.Int128;
import dev.tidemark.smartdb.write.DeadLetter.Reason;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Batches of one-minute bars as their source tells them; all of them are staged. */
final class BarRows {
  private static final String STAGED = "pg_temp.stage_bar";
  private static final int COLUMNS = 13;
  private static final int CONTENT_COLUMNS = 7;

  private final WriterSession session;

  BarRows(WriterSession session) {
    this.session = session;
  }

  WriteResult write(BarBatch batch, RowChecks checks) throws SQLException {
    List<DeadLetter> refused = new ArrayList<>();
    Set<Integer> written = new TreeSet<>();
    CopyBuffer rows = session.copy().begin();
    for (int i = 0; i < batch.rows(); i++) {
      SeriesNumbers.Stored series = session.series().get(batch.series()[i]);
      Reason reason = checks.bar(batch, i);
      if (reason != null) {
        refused.add(Payloads.letter(series.name(), reason, Payloads.bar(batch, i)));
        continue;
      }
      written.add(series.number());
      encode(rows, batch, i);
    }
    session.copy().send(STAGED);
    session.reject("bar", refused);
    WriteResult result = session.ingest("ingest_bars");
    session.announce(result, written);
    return result.plus(new WriteResult(0, 0, refused.size(), 0));
  }

  private static void encode(CopyBuffer rows, BarBatch batch, int i) {
    rows.row(COLUMNS)
        .int4(i)
        .int4(batch.series()[i])
        .time(RowChecks.micros(batch.labelNanos()[i]))
        .time(RowChecks.knownMicros(batch.knownNanos()[i]))
        .int8(batch.seq()[i])
        .bool(batch.deleted()[i]);
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
