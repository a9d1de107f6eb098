package dev.tidemark.ingest.provider;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects a {@link RawBatch}, row by row (then {@link #set} writes into the row opened last by
 * {@link #row}) or as whole arrays. Not reusable after {@link #build}.
 */
public final class RawBatchBuilder {

  final Series series;
  int rows;
  long[] eventNanos;
  long @Nullable [] knownNanos;
  KnownTimeBasis basis = KnownTimeBasis.ASSUMED;
  long[] ordinals;
  final Map<RawColumn, long[]> columns = new EnumMap<>(RawColumn.class);
  final Map<RawColumn, long[]> high = new EnumMap<>(RawColumn.class);
  @Nullable TradeIds tradeIds;
  int @Nullable [] flags;
  final List<RawReject> rejects = new ArrayList<>();
  boolean finalRows = true;
  RawBatch.@Nullable Payloads payloads;

  public RawBatchBuilder(Series series, int capacity) {
    this.series = series;
    this.eventNanos = new long[Math.max(capacity, 1)];
    this.ordinals = new long[Math.max(capacity, 1)];
  }

  /** A batch of whole arrays, handed over; columns follow with {@link #column}. */
  public static RawBatchBuilder of(Series series, int rows, long[] eventNanos, long[] ordinals) {
    RawBatchBuilder builder = new RawBatchBuilder(series, 0);
    builder.rows = rows;
    builder.eventNanos = eventNanos;
    builder.ordinals = ordinals;
    return builder;
  }

  public Series series() {
    return series;
  }

  public int rows() {
    return rows;
  }

  /** Opens the next row. */
  public RawBatchBuilder row(long ordinal, long eventAt) {
    if (rows == eventNanos.length) {
      grow();
    }
    eventNanos[rows] = eventAt;
    ordinals[rows] = ordinal;
    rows++;
    return this;
  }

  /** Sets a value of the open row. */
  public RawBatchBuilder set(RawColumn column, long unscaled) {
    values(column)[rows - 1] = unscaled;
    long[] upper = high.get(column);
    if (upper != null) {
      upper[rows - 1] = unscaled == RawBatch.ABSENT ? RawBatch.ABSENT : unscaled >> 63;
    }
    return this;
  }

  /** Sets a value of the open row that needs 128 bits. */
  public RawBatchBuilder set(RawColumn column, long upperHalf, long lowerHalf) {
    if (upperHalf == lowerHalf >> 63 && !high.containsKey(column)) {
      return set(column, lowerHalf);
    }
    long[] lower = values(column);
    long[] upper = high.get(column);
    if (upper == null) {
      upper = new long[lower.length];
      for (int i = 0; i < lower.length; i++) {
        upper[i] = lower[i] == RawBatch.ABSENT ? RawBatch.ABSENT : lower[i] >> 63;
      }
      high.put(column, upper);
    }
    lower[rows - 1] = lowerHalf;
    upper[rows - 1] = upperHalf;
    return this;
  }

  /** When the open row became known. Either all rows of a batch have it or none. */
  public RawBatchBuilder known(long nanos, KnownTimeBasis knownBasis) {
    if (knownNanos == null) {
      knownNanos = new long[eventNanos.length];
    }
    knownNanos[rows - 1] = nanos;
    basis = knownBasis;
    return this;
  }

  public RawBatchBuilder tradeId(String id) {
    ids().set(rows - 1, id);
    return this;
  }

  public RawBatchBuilder tradeId(long id) {
    ids().set(rows - 1, id);
    return this;
  }

  /** Raises flags (a {@link RowFlag} mask) on the open row. */
  public RawBatchBuilder flag(int mask) {
    if (mask != 0) {
      if (flags == null) {
        flags = new int[eventNanos.length];
      }
      flags[rows - 1] |= mask;
    }
    return this;
  }

  /** Takes back the open row. */
  public void dropRow() {
    rows--;
    for (Map.Entry<RawColumn, long[]> column : columns.entrySet()) {
      column.getValue()[rows] = RawBatch.ABSENT;
      long[] upper = high.get(column.getKey());
      if (upper != null) {
        upper[rows] = RawBatch.ABSENT;
      }
    }
    if (flags != null) {
      flags[rows] = 0;
    }
  }

  public RawBatchBuilder reject(RawReject reject) {
    rejects.add(reject);
    return this;
  }

  /** A whole column; the array is handed over. */
  public RawBatchBuilder column(RawColumn column, long[] unscaled) {
    columns.put(column, unscaled);
    return this;
  }

  /** A whole column of 128-bit values; the arrays are handed over. */
  public RawBatchBuilder column(RawColumn column, long[] upperHalf, long[] lowerHalf) {
    columns.put(column, lowerHalf);
    high.put(column, upperHalf);
    return this;
  }

  /** All known times; the array is handed over. */
  public RawBatchBuilder known(long[] nanos, KnownTimeBasis knownBasis) {
    knownNanos = nanos;
    basis = knownBasis;
    return this;
  }

  /** All trade ids; handed over. */
  public RawBatchBuilder tradeIds(TradeIds ids) {
    tradeIds = ids;
    return this;
  }

  /** All flag masks; the array is handed over. */
  public RawBatchBuilder flags(int[] masks) {
    flags = masks;
    return this;
  }

  public RawBatchBuilder payloads(RawBatch.Payloads source) {
    payloads = source;
    return this;
  }

  /** Says that the provider may still change these rows. */
  public RawBatchBuilder provisional() {
    finalRows = false;
    return this;
  }

  public RawBatch build() {
    return new RawBatch(this);
  }

  private TradeIds ids() {
    if (tradeIds == null) {
      tradeIds = new TradeIds(eventNanos.length);
    }
    return tradeIds;
  }

  private long[] values(RawColumn column) {
    long[] values = columns.get(column);
    if (values == null) {
      values = new long[eventNanos.length];
      Arrays.fill(values, RawBatch.ABSENT);
      columns.put(column, values);
    }
    return values;
  }

  private void grow() {
    int capacity = Math.max(16, rows * 2);
    eventNanos = Arrays.copyOf(eventNanos, capacity);
    ordinals = Arrays.copyOf(ordinals, capacity);
    if (knownNanos != null) {
      knownNanos = Arrays.copyOf(knownNanos, capacity);
    }
    if (flags != null) {
      flags = Arrays.copyOf(flags, capacity);
    }
    columns.replaceAll((column, values) -> enlarge(values, capacity));
    high.replaceAll((column, values) -> enlarge(values, capacity));
  }

  private static long[] enlarge(long[] values, int capacity) {
    long[] larger = Arrays.copyOf(values, capacity);
    Arrays.fill(larger, values.length, capacity, RawBatch.ABSENT);
    return larger;
  }
}
