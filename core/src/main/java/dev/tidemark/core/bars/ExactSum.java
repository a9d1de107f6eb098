package dev.tidemark.core.bars;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.number.Int128;

/** A 128-bit sum that grows in place: exact, and therefore independent of order and partition. */
final class ExactSum {

  private long high;
  private long low;

  void reset() {
    high = 0;
    low = 0;
  }

  void add(long value) {
    add(value >> 63, value);
  }

  void addProduct(long a, long b) {
    add(Math.multiplyHigh(a, b), a * b);
  }

  void add(long otherHigh, long otherLow) {
    long sumLow = low + otherLow;
    long sumHigh = high + otherHigh + Int128.carry(low, sumLow);
    if (((high ^ sumHigh) & (otherHigh ^ sumHigh)) < 0) {
      throw TidemarkException.of(
          ErrorCode.INVALID_INPUT,
          "Sum over a bar is too large",
          "it exceeds 128 bits",
          "Check the prices and sizes of the trades");
    }
    low = sumLow;
    high = sumHigh;
  }

  long high() {
    return high;
  }

  long low() {
    return low;
  }

  Int128 value() {
    return new Int128(high, low);
  }
}
