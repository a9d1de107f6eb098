package dev.tidemark.ingest.provider;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Venue trade ids. Ids that are plain decimal numbers below 2^63 without leading zeros, the usual
 * case, are held as numbers; any other text as text. The two never mean the same id.
 */
public final class TradeIds {

  private long[] numbers;
  private @Nullable String @Nullable [] texts;

  public TradeIds(int capacity) {
    this.numbers = new long[capacity];
  }

  /** Ids {@code numbers[i]}, all non-negative. The array is handed over. */
  public static TradeIds of(long[] numbers) {
    TradeIds ids = new TradeIds(0);
    ids.numbers = numbers;
    return ids;
  }

  public void set(int row, long number) {
    ensure(row);
    numbers[row] = number;
    if (texts != null) {
      texts[row] = null;
    }
  }

  /** Sets an id from text, as a number where the text is its canonical form. */
  public void set(int row, String text) {
    long number = canonicalNumber(text);
    if (number >= 0) {
      set(row, number);
      return;
    }
    ensure(row);
    if (texts == null) {
      texts = new @Nullable String[numbers.length];
    }
    texts[row] = text;
    numbers[row] = -1;
  }

  /** True when the id is held as a number. */
  public boolean numeric(int row) {
    return numbers[row] >= 0;
  }

  /** The number; meaningful when {@link #numeric}. */
  public long number(int row) {
    return numbers[row];
  }

  public String text(int row) {
    if (numbers[row] < 0 && texts != null) {
      String text = texts[row];
      if (text != null) {
        return text;
      }
    }
    return Long.toString(numbers[row]);
  }

  /** The value of a canonical non-negative number, or -1. */
  public static long canonicalNumber(String text) {
    int length = text.length();
    if (length == 0 || length > 18 || (length > 1 && text.charAt(0) == '0')) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < length; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private void ensure(int row) {
    if (row >= numbers.length) {
      int capacity = Math.max(row + 1, numbers.length * 2);
      numbers = Arrays.copyOf(numbers, capacity);
      if (texts != null) {
        texts = Arrays.copyOf(texts, capacity);
      }
    }
  }
}
