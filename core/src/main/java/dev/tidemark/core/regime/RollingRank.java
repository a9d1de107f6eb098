package dev.tidemark.core.regime;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Mid-rank of the newest of the last {@code n} values: {@code (less + 0.5 * equal) / n}. The values
 * are kept in arrival order and sorted; a new one is placed by binary search.
 */
final class RollingRank {
  private final double[] arrival;
  private final double[] sorted;
  private int next;
  private int size;

  RollingRank(int n) {
    this.arrival = new double[n];
    this.sorted = new double[n];
  }

  /** Adds a finite value; NaN while fewer than {@code n} are held. */
  double push(double x) {
    int n = arrival.length;
    if (size == n) {
      remove(lowerBound(arrival[next]));
    }
    arrival[next] = x;
    next = next + 1 == n ? 0 : next + 1;
    int less = lowerBound(x);
    insert(less, x);
    if (size < n) {
      return Double.NaN;
    }
    int equal = 0;
    while (less + equal < n && sorted[less + equal] == x) {
      equal++;
    }
    return (less + 0.5 * equal) / n;
  }

  /** Number of values below {@code x}. */
  private int lowerBound(double x) {
    int from = 0;
    int to = size;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (sorted[middle] < x) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  private void insert(int at, double x) {
    System.arraycopy(sorted, at, sorted, at + 1, size - at);
    sorted[at] = x;
    size++;
  }

  private void remove(int at) {
    size--;
    System.arraycopy(sorted, at + 1, sorted, at, size - at);
  }

  int stateBytes() {
    return Integer.BYTES + arrival.length * Double.BYTES;
  }

  /** The values oldest first. */
  void write(ByteBuffer out) {
    out.putInt(size);
    int oldest = size < arrival.length ? 0 : next;
    for (int i = 0; i < arrival.length; i++) {
      out.putDouble(i < size ? arrival[(oldest + i) % arrival.length] : 0.0);
    }
  }

  void read(ByteBuffer in) {
    size = in.getInt();
    for (int i = 0; i < arrival.length; i++) {
      arrival[i] = in.getDouble();
    }
    next = size == arrival.length ? 0 : size;
    System.arraycopy(arrival, 0, sorted, 0, size);
    Arrays.sort(sorted, 0, size);
  }

  void copyFrom(RollingRank other) {
    System.arraycopy(other.arrival, 0, arrival, 0, arrival.length);
    System.arraycopy(other.sorted, 0, sorted, 0, sorted.length);
    next = other.next;
    size = other.size;
  }
}
