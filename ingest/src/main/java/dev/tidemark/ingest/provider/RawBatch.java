package dev.tidemark.ingest.provider;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one series as columns, and the records of the same stretch that could not be read.
 *
 * <p>{@code eventNanos} is the left label of a bar, otherwise the time of the event (nanoseconds
 * UTC). {@code knownNanos} is given for rows whose known time is {@code OBSERVED} or {@code
 * PROVIDER}; without it the gate assumes one. Numbers are unscaled integers at the column's scale;
 * {@link #ABSENT} means no value. Values that do not fit 63 bits have their upper half in {@link
 * #high}.
 */
public final class RawBatch {

  /** A missing value; in a column with an upper half, both halves have it. */
  public static final long ABSENT = Long.MIN_VALUE;

  private final Series series;
  private final int rows;
  private final long[] eventNanos;
  private final long @Nullable [] knownNanos;
  private final KnownTimeBasis basis;
  private final long[] ordinals;
  private final Map<RawColumn, long[]> columns;
  private final Map<RawColumn, long[]> high;
  private final @Nullable TradeIds tradeIds;
  private final int @Nullable [] flags;
  private final List<RawReject> rejects;
  private final boolean finalRows;
  private final @Nullable Payloads payloads;

  /** Gives back the text of a row as it came, for dead letters. */
  @FunctionalInterface
  public interface Payloads {
    String text(int row);
  }

  RawBatch(RawBatchBuilder from) {
    this.series = from.series;
    this.rows = from.rows;
    this.eventNanos = from.eventNanos;
    this.knownNanos = from.knownNanos;
    this.basis = from.basis;
    this.ordinals = from.ordinals;
    this.columns = new EnumMap<>(from.columns);
    this.high = new EnumMap<>(from.high);
    this.tradeIds = from.tradeIds;
    this.flags = from.flags;
    this.rejects = List.copyOf(from.rejects);
    this.finalRows = from.finalRows;
    this.payloads = from.payloads;
  }

  public Series series() {
    return series;
  }

  /** Number of readable rows; arrays may be longer. */
  public int rows() {
    return rows;
  }

  public long[] eventNanos() {
    return eventNanos;
  }

  /** When each row became known, or null when that is to be assumed. */
  public long @Nullable [] knownNanos() {
    return knownNanos;
  }

  /** Basis of the known times; {@code ASSUMED} when there are none. */
  public KnownTimeBasis basis() {
    return knownNanos == null ? KnownTimeBasis.ASSUMED : basis;
  }

  /** Position of each row in its source. */
  public long[] ordinals() {
    return ordinals;
  }

  /** Lower 64 bits of a column's unscaled values, or null when the batch does not have it. */
  public long @Nullable [] column(RawColumn column) {
    return columns.get(column);
  }

  /** Upper 64 bits where some value of the column needs them, or null when none does. */
  public long @Nullable [] high(RawColumn column) {
    return high.get(column);
  }

  public boolean has(RawColumn column) {
    return columns.containsKey(column);
  }

  /** True when the row has no value in the column, or the batch lacks the column. */
  public boolean absent(RawColumn column, int row) {
    long[] low = columns.get(column);
    if (low == null) {
      return true;
    }
    long[] upper = high.get(column);
    return low[row] == ABSENT && (upper == null || upper[row] == ABSENT);
  }

  public @Nullable TradeIds tradeIds() {
    return tradeIds;
  }

  /** Masks of {@link RowFlag} the provider itself raises, or null for none. */
  public int @Nullable [] flags() {
    return flags;
  }

  public List<RawReject> rejects() {
    return rejects;
  }

  /** False when the provider may still change these rows without a correction (an open bar). */
  public boolean finalRows() {
    return finalRows;
  }

  /** The row as it came, or null when the provider has no text form of it. */
  public @Nullable String payload(int row) {
    return payloads == null ? null : payloads.text(row);
  }
}
