package dev.tidemark.golden;

import dev.tidemark.core.pulse.Pulse;
import dev.tidemark.core.pulse.PulseReading;
import dev.tidemark.core.pulse.PulseRow;
import dev.tidemark.core.time.Timeframe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The pulse part of 13: rows per timeframe and decision times, all in seconds. */
final class PulseCheck {

  private PulseCheck() {}

  static void check(Vector pulse, Tally tally) {
    List<List<PulseRow>> rows = new ArrayList<>();
    List<Long> maxAges = new ArrayList<>();
    for (Timeframe timeframe : Timeframe.STORED) {
      rows.add(
          pulse.field("rows").field(timeframe.code()).elements().stream()
              .map(PulseCheck::row)
              .toList());
      maxAges.add(pulse.field("max_age").field(timeframe.code()).integer());
    }
    int minimum = pulse.field("min_tf").smallInteger();
    for (Vector query : pulse.field("queries").elements()) {
      tally.section(query, () -> checkQuery(query, rows, maxAges, minimum, tally));
    }
  }

  private static PulseRow row(Vector row) {
    return new PulseRow(
        row.field("t_close").integer(),
        row.field("available_at").integer(),
        row.field("revision").smallInteger(),
        row.field("macd").number(),
        row.field("hist").number(),
        row.field("rsi").number(),
        row.field("adx").number(),
        row.field("pdi").number(),
        row.field("mdi").number());
  }

  private static void checkQuery(
      Vector query, List<List<PulseRow>> rows, List<Long> maxAges, int minimum, Tally tally) {
    long t = query.field("T").integer();
    boolean aged = !(query.has("no_age") && query.field("no_age").flag());
    double[] scores = new double[Pulse.TIMEFRAMES];
    for (int i = 0; i < scores.length; i++) {
      long maxAge = maxAges.get(i);
      Optional<PulseRow> row =
          PulseRow.asOf(rows.get(i), t)
              .filter(each -> !aged || !Pulse.isStale(t - each.tClose(), maxAge));
      scores[i] = row.map(PulseRow::score).orElse(Double.NaN);
      tally.exact(query.field("scores").expected(Timeframe.STORED.get(i).code()), scores[i]);
    }
    PulseReading reading = Pulse.combine(minimum, scores);
    tally.exact(query.expected("available"), reading.available());
    tally.exact(query.expected("pulse"), reading.pulse());
    Vector aligned = query.expected("aligned");
    reading
        .aligned()
        .ifPresentOrElse(value -> tally.exact(aligned, value), () -> tally.absent(aligned));
    tally.exact(query.expected("label"), reading.label().name());
  }
}
