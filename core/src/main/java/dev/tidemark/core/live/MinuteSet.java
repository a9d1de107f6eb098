package dev.tidemark.core.live;

import dev.tidemark.core.time.Timeframe;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A set of UTC minutes, a bit each. */
final class MinuteSet {
  /** No minute. */
  static final long NONE = Long.MIN_VALUE;

  private static final long MINUTE = Timeframe.M1.nanos();

  private final NavigableMap<Long, Long> words = new TreeMap<>();

  void add(long startNanos) {
    long minute = startNanos / MINUTE;
    words.merge(Math.floorDiv(minute, Long.SIZE), 1L << minute, (a, b) -> a | b);
  }

  /** The least minute at or after this, or {@link #NONE}. */
  long ceiling(long startNanos) {
    long minute = startNanos / MINUTE;
    long number = Math.floorDiv(minute, Long.SIZE);
    long mask = -1L << minute;
    for (Map.Entry<Long, Long> word : words.tailMap(number).entrySet()) {
      long bits = word.getKey() == number ? word.getValue() & mask : word.getValue();
      if (bits != 0) {
        return (word.getKey() * Long.SIZE + Long.numberOfTrailingZeros(bits)) * MINUTE;
      }
    }
    return NONE;
  }

  /** The greatest minute before this, or {@link #NONE}. */
  long lower(long startNanos) {
    long minute = startNanos / MINUTE;
    long number = Math.floorDiv(minute, Long.SIZE);
    long mask = ~(-1L << minute);
    for (Map.Entry<Long, Long> word : words.headMap(number, true).descendingMap().entrySet()) {
      long bits = word.getKey() == number ? word.getValue() & mask : word.getValue();
      if (bits != 0) {
        return (word.getKey() * Long.SIZE + 63 - Long.numberOfLeadingZeros(bits)) * MINUTE;
      }
    }
    return NONE;
  }

  boolean contains(long startNanos) {
    long minute = startNanos / MINUTE;
    return (words.getOrDefault(Math.floorDiv(minute, Long.SIZE), 0L) & 1L << minute) != 0;
  }

  void remove(long startNanos) {
    long minute = startNanos / MINUTE;
    words.computeIfPresent(
        Math.floorDiv(minute, Long.SIZE),
        (number, bits) -> (bits & ~(1L << minute)) == 0 ? null : bits & ~(1L << minute));
  }

  int words() {
    return words.size();
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(words.size());
    for (Map.Entry<Long, Long> word : words.entrySet()) {
      out.writeLong(word.getKey());
      out.writeLong(word.getValue());
    }
  }

  void read(DataInput in) throws IOException {
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      words.put(in.readLong(), in.readLong());
    }
  }
}
