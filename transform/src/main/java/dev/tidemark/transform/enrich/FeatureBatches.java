package dev.tidemark.transform.enrich;

import dev.tidemark.core.indicator.Indicator;
import dev.tidemark.core.regime.Regime;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.TableSchema;
import dev.tidemark.lake.Vector;
import dev.tidemark.lake.catalog.Tables;
import dev.tidemark.transform.bars.BarField;
import dev.tidemark.transform.bars.BarRows;
import dev.tidemark.transform.bars.Months;
import dev.tidemark.transform.bars.Names;
import dev.tidemark.transform.progress.SeriesKey;
import java.util.BitSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects the feature rows of one series into batches of the enriched table, leaving out those
 * known before a given instant.
 */
final class FeatureBatches implements FeatureSink {
  private static final TableSchema SCHEMA = Tables.MARKET_DATA_ENRICHED.schema();

  /** Not a power of two: columns of such lengths would fight for the same cache lines. */
  private static final int BLOCK = 16_000;

  private static final BarField[] KEPT = {
    BarField.LABEL,
    BarField.T_CLOSE,
    BarField.PROVIDER,
    BarField.OPEN,
    BarField.HIGH,
    BarField.LOW,
    BarField.CLOSE,
    BarField.VOLUME_HIGH,
    BarField.VOLUME_LOW,
    BarField.NOTIONAL_HIGH,
    BarField.NOTIONAL_LOW,
    BarField.NULLS,
    BarField.MOCK
  };
  private static final int LABEL = 0;
  private static final int T_CLOSE = 1;
  private static final int PROVIDER = 2;
  private static final int OPEN = 3;
  private static final int VOLUME = 7;
  private static final int NOTIONAL = 9;
  private static final int NULLS = 11;
  private static final int MOCK = 12;
  private static final String[] REGIMES = regimes();

  private final SeriesKey series;
  private final Names names;
  private final long knownFrom;
  private final Consumer<ColumnBatch> out;

  private long[][] words = new long[KEPT.length][BLOCK];
  private long[] known = new long[BLOCK];
  private int[] revisions = new int[BLOCK];
  private double[][] values = new double[IndicatorFold.WIDTH][BLOCK];
  private int size;
  private long rows;
  private long firstLabel = Long.MAX_VALUE;
  private long lastLabel = Long.MIN_VALUE;

  FeatureBatches(SeriesKey series, Names names, long knownFrom, Consumer<ColumnBatch> out) {
    this.series = series;
    this.names = names;
    this.knownFrom = knownFrom;
    this.out = out;
  }

  private static String[] regimes() {
    Regime[] all = Regime.values();
    String[] out = new String[all.length];
    for (Regime regime : all) {
      out[regime.ordinal()] = regime.text();
    }
    return out;
  }

  @Override
  public void row(BarRows bars, int row, long rowKnown, int revision, double[] from, int at) {
    if (rowKnown < knownFrom) {
      return;
    }
    for (int k = 0; k < KEPT.length; k++) {
      words[k][size] = bars.get(KEPT[k], row);
    }
    for (int k = 0; k < values.length; k++) {
      values[k][size] = from[at + k];
    }
    known[size] = rowKnown;
    revisions[size++] = revision;
    if (size == BLOCK) {
      flush();
    }
  }

  @Override
  public void rows(BarRows bars, int from, int to, double[][] results) {
    int row = from;
    while (row < to && bars.get(BarField.KNOWN, row) < knownFrom) {
      row++; // known times do not fall within a clean run
    }
    while (row < to) {
      int count = Math.min(to - row, BLOCK - size);
      for (int k = 0; k < KEPT.length; k++) {
        System.arraycopy(bars.column(KEPT[k]), row, words[k], size, count);
      }
      for (int k = 0; k < values.length; k++) {
        System.arraycopy(results[k], row, values[k], size, count);
      }
      System.arraycopy(bars.column(BarField.KNOWN), row, known, size, count);
      size += count;
      row += count;
      if (size == BLOCK) {
        flush();
      }
    }
  }

  /** Hands over what is left. */
  void finish() {
    if (size > 0) {
      flush();
    }
  }

  long rowsOut() {
    return rows;
  }

  /** Label of the first bar given, or {@link Long#MAX_VALUE}. */
  long firstLabel() {
    return firstLabel;
  }

  long lastLabel() {
    return lastLabel;
  }

  private void flush() {
    rows += size;
    for (int i = 0; i < size; i++) {
      firstLabel = Math.min(firstLabel, words[LABEL][i]);
      lastLabel = Math.max(lastLabel, words[LABEL][i]);
    }
    ColumnBatch batch = batch();
    words = new long[KEPT.length][BLOCK];
    known = new long[BLOCK];
    revisions = new int[BLOCK];
    values = new double[IndicatorFold.WIDTH][BLOCK];
    size = 0;
    out.accept(batch);
  }

  private ColumnBatch batch() {
    BitSet noPrices = nulls(BarRows.NO_PRICES);
    ColumnBatch.Builder batch =
        ColumnBatch.of(SCHEMA, size)
            .constant("instrument", series.instrument())
            .constant("timeframe", series.timeframe().code())
            .with("bar_start", new Vector.Longs(words[LABEL]))
            .with("event_time", new Vector.Longs(words[T_CLOSE]))
            .with("known_time", new Vector.Longs(known))
            .with("source_provider", new Vector.Dictionary(codes(words[PROVIDER]), names.table()))
            .with("open", new Vector.Longs(words[OPEN], noPrices))
            .with("high", new Vector.Longs(words[OPEN + 1], noPrices))
            .with("low", new Vector.Longs(words[OPEN + 2], noPrices))
            .with("close", new Vector.Longs(words[OPEN + 3], noPrices))
            .with("volume", new Vector.Decimals(words[VOLUME], words[VOLUME + 1], null))
            .with(
                "notional",
                new Vector.Decimals(
                    words[NOTIONAL], words[NOTIONAL + 1], nulls(BarRows.NO_NOTIONAL)))
            .with("revision", new Vector.Ints(revisions))
            .with("is_mock", new Vector.Booleans(mock()))
            .with("event_month", new Vector.Ints(Months.firstDays(words[T_CLOSE], size)))
            .with("regime", new Vector.Dictionary(codes(values[IndicatorFold.REGIME]), REGIMES))
            .with("trend_dir", new Vector.Ints(codes(values[IndicatorFold.DIRECTION])))
            .with("vol_rank", doubles(values[IndicatorFold.RANK]));
    for (Indicator indicator : Indicator.all()) {
      batch.with(indicator.column(), doubles(values[indicator.ordinal()]));
    }
    return batch.build();
  }

  private @Nullable BitSet nulls(long bit) {
    BitSet out = new BitSet();
    for (int i = 0; i < size; i++) {
      if ((words[NULLS][i] & bit) != 0) {
        out.set(i);
      }
    }
    return out.isEmpty() ? null : out;
  }

  private boolean[] mock() {
    boolean[] mock = new boolean[size];
    for (int i = 0; i < size; i++) {
      mock[i] = words[MOCK][i] != 0;
    }
    return mock;
  }

  private int[] codes(long[] from) {
    int[] codes = new int[size];
    for (int i = 0; i < size; i++) {
      codes[i] = (int) from[i];
    }
    return codes;
  }

  private int[] codes(double[] from) {
    int[] codes = new int[size];
    for (int i = 0; i < size; i++) {
      codes[i] = (int) from[i];
    }
    return codes;
  }

  /** NaN is null. */
  private Vector doubles(double[] from) {
    BitSet nulls = new BitSet();
    for (int i = 0; i < size; i++) {
      if (Double.isNaN(from[i])) {
        nulls.set(i);
      }
    }
    return new Vector.Doubles(from, nulls.isEmpty() ? null : nulls);
  }
}
