package dev.tidemark.core.live;

import java.util.Arrays;

/** Pages of ids that begin alike: by page, a set of endings from 0 to 127. */
final class IdPages {
  private static final int FORMAT = 1;

  private int count;
  private long[] page = new long[2];
  private long[] low = new long[2];
  private long[] high = new long[2];

  boolean isEmpty() {
    return count == 0;
  }

  /** The page of an ending, or {@link IdIndex#NONE}. */
  long pageOf(int ending) {
    int at = find(ending);
    return at < 0 ? IdIndex.NONE : page[at];
  }

  void put(int ending, long number) {
    remove(ending);
    int at = 0;
    while (at < count && page[at] != number) {
      at++;
    }
    if (at == count) {
      add(number, 0, 0);
    }
    half(ending)[at] |= 1L << ending;
  }

  void remove(int ending) {
    int at = find(ending);
    if (at < 0) {
      return;
    }
    half(ending)[at] &= ~(1L << ending);
    if (low[at] == 0 && high[at] == 0) {
      count--;
      page[at] = page[count];
      low[at] = low[count];
      high[at] = high[count];
    }
  }

  private int find(int ending) {
    long[] half = half(ending);
    for (int at = 0; at < count; at++) {
      if ((half[at] >>> ending & 1) != 0) {
        return at;
      }
    }
    return -1;
  }

  /** A shift by an ending counts from where its half begins. */
  private long[] half(int ending) {
    return ending < Long.SIZE ? low : high;
  }

  private void add(long number, long lowEndings, long highEndings) {
    if (count == page.length) {
      page = Arrays.copyOf(page, 2 * count);
      low = Arrays.copyOf(low, 2 * count);
      high = Arrays.copyOf(high, 2 * count);
    }
    page[count] = number;
    low[count] = lowEndings;
    high[count++] = highEndings;
  }

  byte[] write() {
    PackedWriter out = new PackedWriter();
    out.writeByte(FORMAT);
    out.writeUnsigned(count);
    for (int at = 0; at < count; at++) {
      out.writeSigned(page[at]);
      out.writeUnsigned(low[at]);
      out.writeUnsigned(high[at]);
    }
    return out.toBytes();
  }

  static IdPages read(byte[] entry) {
    PackedReader in = new PackedReader(entry);
    in.expect(FORMAT);
    IdPages pages = new IdPages();
    int count = in.readCount();
    for (int at = 0; at < count; at++) {
      pages.add(in.readSigned(), in.readUnsigned(), in.readUnsigned());
    }
    return pages;
  }
}
