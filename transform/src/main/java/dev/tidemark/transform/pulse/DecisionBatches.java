package dev.tidemark.transform.pulse;

import dev.tidemark.core.pulse.PulseLabel;
import dev.tidemark.core.pulse.PulseReading;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.Vector;
import dev.tidemark.lake.catalog.Tables;
import dev.tidemark.transform.bars.Months;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Consumer;

/** Collects the decisions of one instrument into batches of the multi-timeframe table. */
final class DecisionBatches implements PulseSweep.Sink {
  private static final int BLOCK = 8_192;
  private static final String[] LABELS =
      Arrays.stream(PulseLabel.values()).map(Enum::name).toArray(String[]::new);

  private final String instrument;
  private final Consumer<ColumnBatch> out;
  private long[] times = new long[BLOCK];
  private double[] pulses = new double[BLOCK];
  private int[] aligned = new int[BLOCK];
  private BitSet unaligned = new BitSet();
  private int[] labels = new int[BLOCK];
  private int[] available = new int[BLOCK];
  private double[][] scores = new double[Timeframe.STORED.size()][BLOCK];
  private int size;

  DecisionBatches(String instrument, Consumer<ColumnBatch> out) {
    this.instrument = instrument;
    this.out = out;
  }

  @Override
  public void decision(long timeMicros, PulseReading reading, double[] values) {
    times[size] = timeMicros;
    pulses[size] = reading.pulse();
    aligned[size] = reading.aligned().orElse(0);
    if (reading.aligned().isEmpty()) {
      unaligned.set(size);
    }
    labels[size] = reading.label().ordinal();
    available[size] = reading.available();
    for (int k = 0; k < scores.length; k++) {
      scores[k][size] = values[k];
    }
    if (++size == BLOCK) {
      flush();
    }
  }

  void finish() {
    if (size > 0) {
      flush();
    }
  }

  private void flush() {
    ColumnBatch.Builder batch =
        ColumnBatch.of(Tables.MULTI_TIMEFRAME_ANALYSIS.schema(), size)
            .constant("instrument", instrument)
            .with("event_time", new Vector.Longs(times))
            .with("known_time", new Vector.Longs(times))
            .with("pulse", doubles(pulses))
            .with("aligned", new Vector.Ints(aligned, unaligned.isEmpty() ? null : unaligned))
            .with("label", new Vector.Dictionary(labels, LABELS))
            .with("available", new Vector.Ints(available))
            .with("event_month", new Vector.Ints(Months.firstDays(times, size)));
    for (int k = 0; k < scores.length; k++) {
      batch.with("score_" + Timeframe.STORED.get(k).code(), doubles(scores[k]));
    }
    ColumnBatch done = batch.build();
    times = new long[BLOCK];
    pulses = new double[BLOCK];
    aligned = new int[BLOCK];
    unaligned = new BitSet();
    labels = new int[BLOCK];
    available = new int[BLOCK];
    scores = new double[Timeframe.STORED.size()][BLOCK];
    size = 0;
    out.accept(done);
  }

  /** NaN is null. */
  private Vector doubles(double[] values) {
    BitSet nulls = new BitSet();
    for (int i = 0; i < size; i++) {
      if (Double.isNaN(values[i])) {
        nulls.set(i);
      }
    }
    return new Vector.Doubles(values, nulls.isEmpty() ? null : nulls);
  }
}
