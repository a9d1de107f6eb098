package dev.tidemark.transform.unify;

import dev.tidemark.core.time.Timeframe;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Snapshot;
import dev.tidemark.lake.Vector;
import dev.tidemark.transform.progress.SeriesKey;
import java.util.TreeSet;

/** Distinct keys of a table. */
public final class Distinct {
  private Distinct() {}

  public static TreeSet<String> instruments(Snapshot table) {
    TreeSet<String> out = new TreeSet<>();
    table
        .scan(ScanRequest.columns("instrument"))
        .forEachBatch(batch -> texts(batch, "instrument", out));
    return out;
  }

  /** The series of the unified or enriched table. */
  public static TreeSet<SeriesKey> series(Snapshot table) {
    TreeSet<SeriesKey> out = new TreeSet<>();
    table
        .scan(ScanRequest.columns("instrument", "timeframe"))
        .forEachBatch(batch -> series(batch, out));
    return out;
  }

  private static void texts(ColumnBatch batch, String column, TreeSet<String> out) {
    if (batch.vector(column) instanceof Vector.Constant constant && batch.rows() > 0) {
      out.add(String.valueOf(constant.value()));
      return;
    }
    String last = "";
    for (int row = 0; row < batch.rows(); row++) {
      String text = String.valueOf(batch.string(column, row));
      if (!text.equals(last)) {
        out.add(text);
        last = text;
      }
    }
  }

  private static void series(ColumnBatch batch, TreeSet<SeriesKey> out) {
    String lastInstrument = "";
    String lastTimeframe = "";
    for (int row = 0; row < batch.rows(); row++) {
      String instrument = String.valueOf(batch.string("instrument", row));
      String timeframe = String.valueOf(batch.string("timeframe", row));
      if (!instrument.equals(lastInstrument) || !timeframe.equals(lastTimeframe)) {
        lastInstrument = instrument;
        lastTimeframe = timeframe;
        out.add(new SeriesKey(instrument, Timeframe.parse(timeframe)));
      }
    }
  }
}
