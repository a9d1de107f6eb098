package dev.tidemark.core.micro;

import dev.tidemark.core.number.ExactSum;
import java.nio.ByteBuffer;

/** Exact values of the last {@code n} grid bars; bars without one count as zero. */
final class RecentExact {
  private final long[] high;
  private final long[] low;
  private int next;

  RecentExact(int n) {
    this.high = new long[n];
    this.low = new long[n];
  }

  void push(long valueHigh, long valueLow) {
    high[next] = valueHigh;
    low[next] = valueLow;
    next = next + 1 == high.length ? 0 : next + 1;
  }

  void missing(int count) {
    for (int i = 0; i < Math.min(count, high.length); i++) {
      push(0, 0);
    }
  }

  void addTo(ExactSum sum) {
    for (int i = 0; i < high.length; i++) {
      sum.add(high[i], low[i]);
    }
  }

  void clear() {
    missing(high.length);
  }

  int stateBytes() {
    return 2 * Long.BYTES * high.length;
  }

  /** Oldest first, so that equal contents give equal bytes. */
  void write(ByteBuffer out) {
    for (int i = 0; i < high.length; i++) {
      int at = (next + i) % high.length;
      out.putLong(high[at]).putLong(low[at]);
    }
  }

  void read(ByteBuffer in) {
    next = 0;
    for (int i = 0; i < high.length; i++) {
      high[i] = in.getLong();
      low[i] = in.getLong();
    }
  }

  void copyFrom(RecentExact other) {
    System.arraycopy(other.high, 0, high, 0, high.length);
    System.arraycopy(other.low, 0, low, 0, low.length);
    next = other.next;
  }
}
