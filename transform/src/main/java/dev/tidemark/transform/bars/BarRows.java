package dev.tidemark.transform.bars;

import java.util.Arrays;

/**
 * Bars of one series (an instrument at a timeframe) as columns of words; grows as rows are added.
 * Confined to one thread.
 */
public final class BarRows {
  /** Bits of {@link BarField#NULLS}. */
  public static final long NO_PRICES = 1;

  public static final long NO_NOTIONAL = 2;
  public static final long NO_BUY = 4;
  public static final long NO_SELL = 8;
  public static final long NO_TRADES = 16;
  public static final long NO_VWAP = 32;

  private static final BarField[] CONTENT =
      Arrays.stream(BarField.values()).filter(BarField::content).toArray(BarField[]::new);

  private final long[][] words = new long[BarField.COUNT][];
  private int size;

  public BarRows() {
    this(16);
  }

  public BarRows(int capacity) {
    for (int f = 0; f < words.length; f++) {
      words[f] = new long[Math.max(1, capacity)];
    }
  }

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  public void clear() {
    size = 0;
  }

  public long get(BarField field, int row) {
    return words[field.ordinal()][row];
  }

  public void set(BarField field, int row, long value) {
    words[field.ordinal()][row] = value;
  }

  /** The column itself, at least {@link #size()} long; valid until the next row is added. */
  public long[] column(BarField field) {
    return words[field.ordinal()];
  }

  public boolean isNull(long bit, int row) {
    return (get(BarField.NULLS, row) & bit) != 0;
  }

  /** Adds {@code count} rows of zeros and returns the first one's index. */
  public int add(int count) {
    int first = size;
    reserve(size + count);
    for (long[] column : words) {
      Arrays.fill(column, first, first + count, 0);
    }
    size += count;
    return first;
  }

  /** Takes back the row added last. */
  public void removeLast() {
    size--;
  }

  /** Adds a copy of a row and returns its index. */
  public int addCopy(BarRows from, int row) {
    reserve(size + 1);
    for (int f = 0; f < words.length; f++) {
      words[f][size] = from.words[f][row];
    }
    return size++;
  }

  public void addAll(BarRows from) {
    reserve(size + from.size);
    for (int f = 0; f < words.length; f++) {
      System.arraycopy(from.words[f], 0, words[f], size, from.size);
    }
    size += from.size;
  }

  /** Whether the two rows say the same about the bar. */
  public static boolean sameContent(BarRows a, int i, BarRows b, int j) {
    for (BarField field : CONTENT) {
      if (a.get(field, i) != b.get(field, j)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the two rows agree in every word. */
  public static boolean same(BarRows a, int i, BarRows b, int j) {
    for (int f = 0; f < a.words.length; f++) {
      if (a.words[f][i] != b.words[f][j]) {
        return false;
      }
    }
    return true;
  }

  private void reserve(int rows) {
    if (rows > words[0].length) {
      int capacity = Math.max(rows, words[0].length + (words[0].length >> 1) + 16);
      for (int f = 0; f < words.length; f++) {
        words[f] = Arrays.copyOf(words[f], capacity);
      }
    }
  }
}
