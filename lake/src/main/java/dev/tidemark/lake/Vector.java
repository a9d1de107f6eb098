package dev.tidemark.lake;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The values of one column of a batch. Arrays may be longer than the batch and are not copied: the
 * maker hands them over and no longer changes them. {@code nulls} has a bit set for each null row;
 * a null {@code BitSet} means no nulls.
 */
@SuppressWarnings("ArrayRecordComponent") // columns are compared by their readers, never by equals
public sealed interface Vector {

  /** True when the value of that row is null. */
  boolean isNull(int row);

  /** Rows the arrays can hold; {@link Integer#MAX_VALUE} for a constant. */
  int capacity();

  /** LONG, TIMESTAMP (microseconds) and DECIMAL up to 18 digits (unscaled). */
  record Longs(long[] values, @Nullable BitSet nulls) implements Vector {
    public Longs(long[] values) {
      this(values, null);
    }

    @Override
    public boolean isNull(int row) {
      return nulls != null && nulls.get(row);
    }

    @Override
    public int capacity() {
      return values.length;
    }
  }

  /** INT and DATE (days since 1970-01-01). */
  record Ints(int[] values, @Nullable BitSet nulls) implements Vector {
    public Ints(int[] values) {
      this(values, null);
    }

    @Override
    public boolean isNull(int row) {
      return nulls != null && nulls.get(row);
    }

    @Override
    public int capacity() {
      return values.length;
    }
  }

  /** DOUBLE. A null is a set bit; NaN is a value. */
  record Doubles(double[] values, @Nullable BitSet nulls) implements Vector {
    public Doubles(double[] values) {
      this(values, null);
    }

    @Override
    public boolean isNull(int row) {
      return nulls != null && nulls.get(row);
    }

    @Override
    public int capacity() {
      return values.length;
    }
  }

  /** BOOLEAN. */
  record Booleans(boolean[] values, @Nullable BitSet nulls) implements Vector {
    public Booleans(boolean[] values) {
      this(values, null);
    }

    @Override
    public boolean isNull(int row) {
      return nulls != null && nulls.get(row);
    }

    @Override
    public int capacity() {
      return values.length;
    }
  }

  /** STRING with mostly distinct values; a null element is a null. */
  record Strings(@Nullable String[] values) implements Vector {
    @Override
    public boolean isNull(int row) {
      return values[row] == null;
    }

    @Override
    public int capacity() {
      return values.length;
    }
  }

  /** STRING with few distinct values: {@code values[codes[row]]}; a negative code is a null. */
  record Dictionary(int[] codes, String[] values) implements Vector {
    @Override
    public boolean isNull(int row) {
      return codes[row] < 0;
    }

    @Override
    public int capacity() {
      return codes.length;
    }
  }

  /** DECIMAL beyond 18 digits: unscaled 128-bit two's complement, high and low halves. */
  record Decimals(long[] high, long[] low, @Nullable BitSet nulls) implements Vector {
    @Override
    public boolean isNull(int row) {
      return nulls != null && nulls.get(row);
    }

    @Override
    public int capacity() {
      return Math.min(high.length, low.length);
    }
  }

  /**
   * The same value in every row, for any kind. The value's class is that of {@link
   * ColumnBatch#value}: String, Long, Integer, Double, Boolean, Instant, LocalDate, BigDecimal; or
   * null.
   */
  record Constant(@Nullable Object value) implements Vector {
    @Override
    public boolean isNull(int row) {
      return value == null;
    }

    @Override
    public int capacity() {
      return Integer.MAX_VALUE;
    }
  }
}
