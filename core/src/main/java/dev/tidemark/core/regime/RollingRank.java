package dev.tidemark.core.regime;

import java.nio.ByteBuffer;

/**
 * Mid-rank of the newest of the last {@code n} values, none negative: {@code (less + 0.5 * equal) /
 * n}.
 *
 * <p>Non-negative doubles are ordered as their bits are, so that "less" is the sign of a difference
 * of longs: a loop without branches, which the compiler turns into vector instructions. For a
 * hundred values that is faster than keeping them sorted.
 */
final class RollingRank {
  private final long[] bits;
  private int next;
  private int size;

  RollingRank(int n) {
    this.bits = new long[n];
  }

  /** Adds a value; NaN while fewer than {@code n} are held. */
  double push(double value) {
    int n = bits.length;
    // Adding zero turns -0.0, which has other bits, into 0.0.
    long x = Double.doubleToRawLongBits(value + 0.0);
    bits[next] = x;
    next = next + 1 == n ? 0 : next + 1;
    if (size < n && ++size < n) {
      return Double.NaN;
    }
    long less = 0;
    long notGreater = 0;
    for (int i = 0; i < n; i++) {
      long difference = bits[i] - x;
      less += difference >>> 63;
      notGreater += (difference - 1) >>> 63;
    }
    return (less + 0.5 * (notGreater - less)) / n;
  }

  int stateBytes() {
    return Integer.BYTES + bits.length * Long.BYTES;
  }

  /** The values oldest first. */
  void write(ByteBuffer out) {
    out.putInt(size);
    int oldest = size < bits.length ? 0 : next;
    for (int i = 0; i < bits.length; i++) {
      out.putLong(i < size ? bits[(oldest + i) % bits.length] : 0);
    }
  }

  void read(ByteBuffer in) {
    size = in.getInt();
    for (int i = 0; i < bits.length; i++) {
      bits[i] = in.getLong();
    }
    next = size == bits.length ? 0 : size;
  }

  void copyFrom(RollingRank other) {
    System.arraycopy(other.bits, 0, bits, 0, bits.length);
    next = other.next;
    size = other.size;
  }
}
