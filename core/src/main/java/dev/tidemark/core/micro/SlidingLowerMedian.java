package dev.tidemark.core.micro;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The lower median (order statistic {@code floor((n + 1) / 2)}) of the last {@code capacity}
 * 128-bit values, in O(log n) per value; takes no more memory than the values it was given need.
 *
 * <p>Every value has a slot of a ring. Two heaps of slots hold the lower half (greatest on top: the
 * median) and the upper half (least on top); each slot knows its place in its heap, so the oldest
 * value is taken out directly.
 */
final class SlidingLowerMedian {
  private static final int FIRST_SLOTS = 16;

  /** Of a slot: its value, its place, which half it is in, and one entry of each heap. */
  private static final int BYTES_PER_SLOT = 2 * Long.BYTES + 3 * Integer.BYTES + 1;

  private final int capacity;
  private long[] high;
  private long[] low;
  private int[] place;
  private boolean[] inLower;
  private final SlotHeap lower;
  private final SlotHeap upper;
  private int next;
  private int size;

  SlidingLowerMedian(int capacity) {
    this.capacity = capacity;
    int slots = Math.min(capacity, FIRST_SLOTS);
    this.high = new long[slots];
    this.low = new long[slots];
    this.place = new int[slots];
    this.inLower = new boolean[slots];
    this.lower = new SlotHeap(-1);
    this.upper = new SlotHeap(1);
  }

  int size() {
    return size;
  }

  /** Adds a value; the oldest leaves once {@code capacity} are held. */
  void push(long valueHigh, long valueLow) {
    int slot = next;
    if (slot == high.length) {
      grow(Math.min(capacity, 2 * slot));
    }
    next = next + 1 == capacity ? 0 : next + 1;
    if (size == capacity) {
      (inLower[slot] ? lower : upper).remove(slot);
    } else {
      size++;
    }
    high[slot] = valueHigh;
    low[slot] = valueLow;
    boolean below = lower.size > 0 && compare(slot, lower.top()) <= 0;
    put(slot, below || (lower.size == 0 && upper.size == 0));
    balance();
  }

  /** Slots are taken in turn, so those that are used come first until all are there. */
  private void grow(int slots) {
    high = Arrays.copyOf(high, slots);
    low = Arrays.copyOf(low, slots);
    place = Arrays.copyOf(place, slots);
    inLower = Arrays.copyOf(inLower, slots);
    lower.slots = Arrays.copyOf(lower.slots, slots);
    upper.slots = Arrays.copyOf(upper.slots, slots);
  }

  long heapBytes() {
    return (long) high.length * BYTES_PER_SLOT;
  }

  long medianHigh() {
    return high[lower.top()];
  }

  long medianLow() {
    return low[lower.top()];
  }

  private void put(int slot, boolean below) {
    inLower[slot] = below;
    (below ? lower : upper).add(slot);
  }

  private void balance() {
    int half = (size + 1) / 2;
    while (lower.size > half) {
      int slot = lower.top();
      lower.remove(slot);
      put(slot, false);
    }
    while (lower.size < half) {
      int slot = upper.top();
      upper.remove(slot);
      put(slot, true);
    }
  }

  private int compare(int a, int b) {
    int byHigh = Long.compare(high[a], high[b]);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low[a], low[b]);
  }

  int stateBytes() {
    return Integer.BYTES + size * 2 * Long.BYTES;
  }

  /** The values oldest first; the heaps are rebuilt from them. */
  void write(ByteBuffer out) {
    out.putInt(size);
    int oldest = size < capacity ? 0 : next;
    for (int i = 0; i < size; i++) {
      int slot = (oldest + i) % capacity;
      out.putLong(high[slot]).putLong(low[slot]);
    }
  }

  void read(ByteBuffer in) {
    size = 0;
    next = 0;
    lower.size = 0;
    upper.size = 0;
    int count = in.getInt();
    for (int i = 0; i < count; i++) {
      push(in.getLong(), in.getLong());
    }
  }

  /** A binary heap of slots; {@code order} 1 has the least value on top, -1 the greatest. */
  private final class SlotHeap {
    private int[] slots = new int[high.length];
    private final int order;
    private int size;

    SlotHeap(int order) {
      this.order = order;
    }

    int top() {
      return slots[0];
    }

    void add(int slot) {
      up(size++, slot);
    }

    void remove(int slot) {
      int at = place[slot];
      int moved = slots[--size];
      if (at < size) {
        up(at, moved);
        if (slots[at] == moved) {
          down(at, moved);
        }
      }
    }

    private void up(int from, int slot) {
      int at = from;
      while (at > 0) {
        int parent = (at - 1) >>> 1;
        if (order * compare(slot, slots[parent]) >= 0) {
          break;
        }
        set(at, slots[parent]);
        at = parent;
      }
      set(at, slot);
    }

    private void down(int from, int slot) {
      int at = from;
      while (2 * at + 1 < size) {
        int child = 2 * at + 1;
        if (child + 1 < size && order * compare(slots[child + 1], slots[child]) < 0) {
          child++;
        }
        if (order * compare(slot, slots[child]) <= 0) {
          break;
        }
        set(at, slots[child]);
        at = child;
      }
      set(at, slot);
    }

    private void set(int at, int slot) {
      slots[at] = slot;
      place[slot] = at;
    }
  }
}
